package io.upstream.metrics.monitoring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A situation, and whether an alert fires in it.
 *
 * @param alert the alert's name
 * @param situation what is the case
 * @param input series and their values, one a minute, in promtool's notation
 * @param at when it is looked at
 * @param expected the labels and texts that fire; empty if none does
 */
record AlertCase(
    String alert, String situation, Map<String, String> input, String at, List<Firing> expected) {

  /**
   * An alert as it reaches people.
   *
   * @param labels what says where, without name and severity
   * @param summary the line
   * @param description the text
   */
  record Firing(Map<String, String> labels, String summary, String description) {}

  static AlertCase of(String alert, String situation, String at) {
    return new AlertCase(alert, situation, Map.of(), at, List.of());
  }

  /** With a series. */
  AlertCase with(String series, String values) {
    Map<String, String> all = new LinkedHashMap<>(input);
    all.put(series, values);
    return new AlertCase(alert, situation, all, at, expected);
  }

  /** In which the alert fires; labels are given as {@code name, value, ..}. */
  AlertCase fires(String summary, String description, String... labels) {
    Map<String, String> where = new LinkedHashMap<>();
    for (int i = 0; i < labels.length; i += 2) {
      where.put(labels[i], labels[i + 1]);
    }
    List<Firing> all = new ArrayList<>(expected);
    all.add(new Firing(where, summary, description));
    return new AlertCase(alert, situation, input, at, all);
  }
}
