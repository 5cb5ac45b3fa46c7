package io.upstream.metrics.tools;

import static io.upstream.metrics.tools.Documents.map;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A situation and the expected result of an alert: a unit test for promtool.
 *
 * <pre>{@code
 * AlertCase.of(NO_ORDERS, "fires when nobody orders", "2h")
 *     .with("shop_orders_total{job=\"shop\",outcome=\"paid\"}", "7x120")
 *     .fires("0")
 * }</pre>
 *
 * @param alert the alert
 * @param situation the situation in words
 * @param input series and their values, one a minute, in promtool's notation
 * @param at the time of the evaluation
 * @param expected the firing alerts; empty if none fires
 */
public record AlertCase(
    Alert alert, String situation, Map<String, String> input, String at, List<Firing> expected) {

  private static final Pattern LABEL = Pattern.compile("\\{\\{ \\$labels\\.([a-z_]+) }}");
  private static final Pattern VALUE = Pattern.compile("\\{\\{ \\$value[^}]*}}");

  /** Copies the collections. */
  public AlertCase {
    input = Collections.unmodifiableMap(new LinkedHashMap<>(input));
    expected = List.copyOf(expected);
  }

  /**
   * A firing alert, as a notification shows it.
   *
   * @param labels the labels of the series, without name, severity and the alert's own labels
   * @param value the value as the texts show it
   */
  public record Firing(Map<String, String> labels, String value) {

    /** Fills in a text as Prometheus would. */
    public String text(String template) {
      String withLabels =
          LABEL
              .matcher(template)
              .replaceAll(
                  match -> Matcher.quoteReplacement(labels.getOrDefault(match.group(1), "")));
      return VALUE.matcher(withLabels).replaceAll(Matcher.quoteReplacement(value));
    }
  }

  /** Returns a case without series, in which nothing fires. */
  public static AlertCase of(Alert alert, String situation, String at) {
    return new AlertCase(alert, situation, Map.of(), at, List.of());
  }

  /** Returns this case with one more series. */
  public AlertCase with(String series, String values) {
    Map<String, String> all = new LinkedHashMap<>(input);
    all.put(series, values);
    return new AlertCase(alert, situation, all, at, expected);
  }

  /**
   * Returns this case with the alert firing.
   *
   * @param value the value as the texts show it
   * @param labels the labels of the series, as {@code name, value, ..}
   */
  public AlertCase fires(String value, String... labels) {
    Map<String, String> where = new LinkedHashMap<>();
    for (int i = 0; i < labels.length; i += 2) {
      where.put(labels[i], labels[i + 1]);
    }
    List<Firing> all = new ArrayList<>(expected);
    all.add(new Firing(where, value));
    return new AlertCase(alert, situation, input, at, all);
  }

  /**
   * Returns a file of tests for promtool.
   *
   * @param heading the comment at its beginning
   * @param rules the file of rules, as seen from the file of tests
   */
  public static String file(String heading, String rules, List<AlertCase> cases) {
    return Documents.yaml(
        heading,
        map(
            "rule_files",
            List.of(rules),
            "evaluation_interval",
            "1m",
            "tests",
            cases.stream().map(AlertCase::test).toList()));
  }

  private Map<String, Object> test() {
    // A new list each time, because a list that occurs twice would be written as a reference.
    List<Object> firings = new ArrayList<>();
    expected.forEach(firing -> firings.add(firing(firing)));
    List<Object> series = new ArrayList<>();
    input.forEach((name, values) -> series.add(map("series", name, "values", values)));
    return map(
        "name",
        alert.name() + ": " + situation,
        "interval",
        "1m",
        "input_series",
        series,
        "alert_rule_test",
        List.of(map("eval_time", at, "alertname", alert.name(), "exp_alerts", firings)));
  }

  private Map<String, Object> firing(Firing firing) {
    Map<String, Object> labels = new LinkedHashMap<>(firing.labels());
    labels.putAll(alert.allLabels());
    Map<String, Object> annotations = new LinkedHashMap<>();
    alert.allAnnotations().forEach((name, text) -> annotations.put(name, firing.text(text)));
    return map("exp_labels", labels, "exp_annotations", annotations);
  }
}
