package io.upstream.metrics.it;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page in Prometheus' text format: the values by what stands before them. */
final class Samples {

  private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][^ {]*)(\\{.*})? (\\S+)");

  private final String text;
  private final Map<String, Double> values = new LinkedHashMap<>();

  Samples(String text) {
    this.text = text;
    for (String line : text.lines().toList()) {
      Matcher matcher = LINE.matcher(line);
      if (!line.startsWith("#") && matcher.matches()) {
        String labels = matcher.group(2) == null ? "" : matcher.group(2);
        String key = matcher.group(1) + labels;
        if (values.put(key, Double.parseDouble(matcher.group(3))) != null) {
          throw new AssertionError("Twice on one page: " + key);
        }
      }
    }
  }

  /** The sum of all samples of a name that have these labels, given as they are on the page. */
  double sum(String name, String... labels) {
    return values.entrySet().stream()
        .filter(sample -> sample.getKey().matches(Pattern.quote(name) + "(\\{.*)?"))
        .filter(
            sample -> {
              for (String label : labels) {
                if (!sample.getKey().contains(label)) {
                  return false;
                }
              }
              return true;
            })
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  boolean has(String name) {
    return values.keySet().stream().anyMatch(key -> key.matches(Pattern.quote(name) + "(\\{.*)?"));
  }

  /** How often the page says what a family is. */
  long declarations(String family) {
    return text.lines().filter(line -> line.startsWith("# TYPE " + family + " ")).count();
  }

  Map<String, Double> values() {
    return values;
  }

  @Override
  public String toString() {
    return text;
  }
}
