package io.upstream.metrics.jdbc;

import io.upstream.metrics.UpstreamRecorder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The numbers of the page of a recorder. */
public final class Scrape {

  private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][\\w:]*)(\\{.*})? (\\S+)");

  private record Sample(String name, String labels, double value) {}

  private final List<Sample> samples;

  private Scrape(List<Sample> samples) {
    this.samples = samples;
  }

  public static Scrape of(UpstreamRecorder recorder) {
    return new Scrape(
        text(recorder)
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(LINE::matcher)
            .filter(Matcher::matches)
            .map(
                line ->
                    new Sample(
                        line.group(1),
                        line.group(2) == null ? "" : line.group(2),
                        Double.parseDouble(line.group(3))))
            .toList());
  }

  public static String text(UpstreamRecorder recorder) {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    try {
      recorder.writePage(page);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return page.toString(StandardCharsets.UTF_8);
  }

  /** The sum of a family's samples that have all of these labels, written {@code name="value"}. */
  public double sum(String name, String... labels) {
    return samples.stream()
        .filter(sample -> sample.name.equals(name))
        .filter(sample -> List.of(labels).stream().allMatch(sample.labels::contains))
        .mapToDouble(Sample::value)
        .sum();
  }

  /** The values of one label of a family that are not 0, with their sums. */
  public Map<String, Double> by(String name, String label) {
    Pattern value = Pattern.compile("[{,]" + label + "=\"((?:[^\"\\\\]|\\\\.)*)\"");
    return samples.stream()
        .filter(sample -> sample.name.equals(name) && sample.value != 0)
        .map(sample -> Map.entry(value.matcher(sample.labels), sample.value))
        .filter(entry -> entry.getKey().find())
        .collect(
            Collectors.groupingBy(
                entry -> entry.getKey().group(1),
                TreeMap::new,
                Collectors.summingDouble(Map.Entry::getValue)));
  }
}
