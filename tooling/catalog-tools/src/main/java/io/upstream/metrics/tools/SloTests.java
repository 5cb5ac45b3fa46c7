package io.upstream.metrics.tools;

import static io.upstream.metrics.tools.Documents.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Tests for promtool: each alert of each SLO fires if everything is bad, and does not if everything
 * is good.
 */
final class SloTests {

  // Longer than the longest window and the longest time that an alert has to last.
  private static final String DURATION = "7h";
  private static final int MINUTES = 480;

  private SloTests() {}

  static String render(MetricsCatalogue catalogue, String rulesFile) {
    List<Object> tests = new ArrayList<>();
    for (Slo slo : catalogue.slos()) {
      tests.add(test(slo, true));
      tests.add(test(slo, false));
    }
    return Documents.yaml(
        map("rule_files", List.of(rulesFile), "evaluation_interval", "1m", "tests", tests));
  }

  private static Map<String, Object> test(Slo slo, boolean good) {
    List<Object> series = new ArrayList<>();
    slo.input(good)
        .forEach(
            (name, perMinute) ->
                series.add(map("series", name, "values", "0+%sx%s".formatted(perMinute, MINUTES))));
    List<Object> expected = new ArrayList<>();
    for (Alert alert : slo.alerts()) {
      List<Object> alerts =
          good
              ? List.of()
              : List.of(
                  map(
                      "exp_labels",
                      map("job", "a", "severity", alert.severity()),
                      "exp_annotations",
                      map(
                          "summary",
                          alert.summary().replace("{{ $labels.job }}", "a"),
                          "description",
                          alert
                              .description()
                              .replace("{{ $value | humanizePercentage }}", "100%"))));
      expected.add(map("eval_time", DURATION, "alertname", alert.name(), "exp_alerts", alerts));
    }
    return map(
        "name",
        slo.name() + (good ? ": everything is good" : ": everything is bad"),
        "interval",
        "1m",
        "input_series",
        series,
        "alert_rule_test",
        expected);
  }
}
