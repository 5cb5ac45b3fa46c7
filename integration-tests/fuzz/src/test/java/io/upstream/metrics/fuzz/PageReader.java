package io.upstream.metrics.fuzz;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a page by the letter of the two text formats, and takes nothing that they do not allow. It
 * is fast enough to read every page that the fuzzer causes; readers that nobody here wrote are
 * asked about those pages that are kept.
 */
public final class PageReader {

  private static final Pattern COMMENT =
      Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) ([^\\n]*)");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"");
  private static final Pattern BARE_QUOTE = Pattern.compile("(?:[^\"\\\\]|\\\\.)*+\".*");
  private static final Pattern VALUE =
      Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]+)?(?:E-?[0-9]+)?|Inf)|NaN");

  private final boolean openMetrics;
  private final Map<Sample, Double> samples = new LinkedHashMap<>();
  private final Map<String, String> helps = new HashMap<>();
  private final Set<String> families = new HashSet<>();
  private String family = "";
  private String line = "";
  private int at;

  private PageReader(boolean openMetrics) {
    this.openMetrics = openMetrics;
  }

  /**
   * What a page says.
   *
   * @param samples in the order of the page
   * @param helps by the names that stand behind {@code # HELP}
   */
  public record Read(Map<Sample, Double> samples, Map<String, String> helps) {}

  /** Reads a page, or fails. */
  public static Read read(String page, boolean openMetrics) {
    PageReader reader = new PageReader(openMetrics);
    Claim.holds(page.isEmpty() || page.endsWith("\n"), "the last line does not end", page);
    String[] lines = page.split("\n", -1);
    int count = lines.length - 1;
    if (openMetrics) {
      Claim.same(lines[--count], "# EOF", "the end of OpenMetrics", page);
    }
    for (int i = 0; i < count; i++) {
      reader.line(lines[i]);
    }
    return new Read(reader.samples, reader.helps);
  }

  private void line(String text) {
    line = text;
    at = 0;
    if (text.startsWith("#")) {
      comment();
    } else {
      sample();
    }
  }

  private void comment() {
    Matcher comment = COMMENT.matcher(line);
    Claim.holds(comment.matches(), "no comment of the format", line);
    String name = comment.group(2);
    boolean first = comment.group(1).equals(openMetrics ? "TYPE" : "HELP");
    if (first) {
      Claim.holds(families.add(name), "a family stands twice", line);
      family = name;
    }
    Claim.same(name, family, "the comments of a family are apart", line);
    if (comment.group(1).equals("HELP")) {
      String help = comment.group(3);
      Claim.holds(
          !openMetrics || !BARE_QUOTE.matcher(help).matches(), "a quote that ends the help", line);
      helps.put(name, unescaped(help, openMetrics ? "\\n\"" : "\\n"));
    }
  }

  private void sample() {
    String name = token(NAME);
    Claim.holds(name.startsWith(family), "a sample outside of its family", line);
    Map<String, String> labels = new TreeMap<>();
    if (at < line.length() && line.charAt(at) == '{') {
      do {
        at++;
        String label = token(LABEL);
        String key = label.substring(0, label.length() - 2);
        Claim.holds(labels.put(key, value()) == null, "a label stands twice", line);
      } while (at < line.length() && line.charAt(at) == ',');
      Claim.holds(at < line.length() && line.charAt(at++) == '}', "labels do not end", line);
    }
    Claim.holds(at < line.length() && line.charAt(at++) == ' ', "no blank before", line);
    String number = token(VALUE);
    Claim.same(at, line.length(), "something stands behind the value", line);
    Claim.holds(
        samples.put(new Sample(name, labels), Double.valueOf(number.replace("Inf", "Infinity")))
            == null,
        "a series stands twice",
        line);
  }

  private String token(Pattern pattern) {
    Matcher next = pattern.matcher(line).region(at, line.length());
    Claim.holds(next.lookingAt(), "expected " + pattern, line);
    at = next.end();
    return next.group();
  }

  private String value() {
    int start = at;
    while (at < line.length() && line.charAt(at) != '"') {
      at += line.charAt(at) == '\\' ? 2 : 1;
    }
    Claim.holds(at < line.length(), "a label value does not end", line);
    return unescaped(line.substring(start, at++), "\\n\"");
  }

  private String unescaped(String text, String escapes) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        char next = Input.at(text, ++i);
        Claim.holds(escapes.indexOf(next) >= 0, "an escape that there is not", line);
        c = next == 'n' ? '\n' : next;
      }
      plain.append(c);
    }
    return plain.toString();
  }
}
