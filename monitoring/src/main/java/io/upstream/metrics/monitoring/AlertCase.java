package io.upstream.metrics.monitoring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A situation, and whether an alert fires in it.
 *
 * @param alert the alert
 * @param situation what is the case
 * @param input series and their values, one a minute, in promtool's notation
 * @param at when it is looked at
 * @param expected what fires; empty if nothing does
 */
record AlertCase(
    Alert alert, String situation, Map<String, String> input, String at, List<Firing> expected) {

  private static final Pattern LABEL = Pattern.compile("\\{\\{ \\$labels\\.([a-z_]+) }}");
  private static final Pattern VALUE = Pattern.compile("\\{\\{ \\$value[^}]*}}");

  /**
   * An alert as it reaches people.
   *
   * @param labels what says where, without name, severity and area
   * @param value how the texts show the value
   */
  record Firing(Map<String, String> labels, String value) {

    /** Fills in a text as Prometheus would. */
    String text(String template) {
      String withLabels =
          LABEL
              .matcher(template)
              .replaceAll(
                  match -> Matcher.quoteReplacement(labels.getOrDefault(match.group(1), "")));
      return VALUE.matcher(withLabels).replaceAll(Matcher.quoteReplacement(value));
    }
  }

  static AlertCase of(Alert alert, String situation, String at) {
    return new AlertCase(alert, situation, Map.of(), at, List.of());
  }

  /** With a series. */
  AlertCase with(String series, String values) {
    Map<String, String> all = new LinkedHashMap<>(input);
    all.put(series, values);
    return new AlertCase(alert, situation, all, at, expected);
  }

  /** In which the alert fires; labels are given as {@code name, value, ..}. */
  AlertCase fires(String value, String... labels) {
    Map<String, String> where = new LinkedHashMap<>();
    for (int i = 0; i < labels.length; i += 2) {
      where.put(labels[i], labels[i + 1]);
    }
    List<Firing> all = new ArrayList<>(expected);
    all.add(new Firing(where, value));
    return new AlertCase(alert, situation, input, at, all);
  }
}
