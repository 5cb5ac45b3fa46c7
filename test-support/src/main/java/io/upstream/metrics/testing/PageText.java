package io.upstream.metrics.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page in the text format. */
public record PageText(String text) {

  /** What writes a page, such as a recorder. */
  @FunctionalInterface
  public interface Writer {
    /** Writes a page. */
    void writePage(OutputStream out) throws IOException;
  }

  /** Returns the present page of a recorder. */
  public static PageText of(Writer recorder) {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    try {
      recorder.writePage(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array has room
    }
    return new PageText(page.toString(StandardCharsets.UTF_8));
  }

  /** Returns the sample lines of a name whose labels contain all of the parts. */
  public List<String> samples(String name, String... parts) {
    return lines()
        .filter(line -> series(line).equals(name) || line.startsWith(name + "{"))
        .filter(line -> Stream.of(parts).allMatch(series(line)::contains))
        .toList();
  }

  /** Returns the number of series. */
  public long series() {
    return lines().count();
  }

  /** Returns the sum of the samples of a name whose labels contain all of the parts. */
  public double sum(String name, String... parts) {
    return samples(name, parts).stream().mapToDouble(PageText::value).sum();
  }

  /** Returns the value of one series, written as on the page; 0 if the page does not have it. */
  public double at(String series) {
    return lines().filter(line -> series(line).equals(series)).mapToDouble(PageText::value).sum();
  }

  /** Returns the labels and values of a name's samples that are not 0. */
  public Map<String, Double> family(String name) {
    Map<String, Double> values = new TreeMap<>();
    for (String line : samples(name)) {
      if (value(line) != 0) {
        values.put(series(line).substring(name.length()), value(line));
      }
    }
    return values;
  }

  /** Returns the sums of a name's samples that are not 0, by the value of one label. */
  public Map<String, Double> by(String name, String label) {
    Pattern pattern = Pattern.compile("[{,]" + label + "=\"((?:[^\"\\\\]|\\\\.)*)\"");
    Map<String, Double> sums = new TreeMap<>();
    family(name)
        .forEach(
            (labels, value) -> {
              Matcher matcher = pattern.matcher(labels);
              if (matcher.find()) {
                sums.merge(matcher.group(1), value, Double::sum);
              }
            });
    return sums;
  }

  private Stream<String> lines() {
    return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#"));
  }

  private static String series(String line) {
    return line.substring(0, line.lastIndexOf(' '));
  }

  private static double value(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1).replace("Inf", "Infinity"));
  }

  @Override
  public String toString() {
    return text;
  }
}
