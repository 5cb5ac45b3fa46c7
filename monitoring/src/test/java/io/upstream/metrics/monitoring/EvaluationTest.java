package io.upstream.metrics.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.upstream.metrics.monitoring.alert.Alerts;
import io.upstream.metrics.monitoring.panel.Dashboards;
import io.upstream.metrics.monitoring.panel.Services;
import io.upstream.metrics.monitoring.query.Queries;
import io.upstream.metrics.monitoring.query.Recordings;
import io.upstream.metrics.testing.Await;
import io.upstream.metrics.testing.Programs;
import io.upstream.metrics.testing.PrometheusServer;
import io.upstream.metrics.tools.Alert;
import io.upstream.metrics.tools.Dashboard;
import io.upstream.metrics.tools.Panel;
import io.upstream.metrics.tools.Query;
import io.upstream.metrics.tools.Recording;
import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Place;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evaluates every query, panel and rule on a real Prometheus with the history of two instances. */
@Tag("full")
class EvaluationTest {

  @TempDir private static Path directory;
  private static PrometheusServer prometheus;
  private static LedgerAnswers ledger;
  private static long end;

  @BeforeAll
  static void start() throws Exception {
    Programs.need("prometheus");
    Programs.need("promtool");
    // On a whole step, and not in the future.
    end = System.currentTimeMillis() / 1000 / 60 * 60;
    SimulatedHistory history = new SimulatedHistory(end);
    history.write(directory.resolve("history"));
    ledger = new LedgerAnswers(history.ledger);
    prometheus = RecordedHistory.serve(directory);
  }

  @AfterAll
  static void stop() throws Exception {
    if (prometheus != null) {
      prometheus.close();
    }
  }

  @Test
  void every_query_agrees_with_the_ledger() throws Exception {
    Map<Query, Map<Map<String, String>, Double>> results = new LinkedHashMap<>();
    for (Query query : Queries.ALL) {
      Map<Map<String, String>, Double> result = prometheus.query(query.text(), (double) end);
      assertThat(result).as("%s: %s", query.id(), query.text()).isNotEmpty();
      compare(query.id(), query.text(), result);
      results.put(query, result);
    }
    QueryResults.compare(results, ledger);
  }

  @Test
  void every_panel_agrees_with_the_ledger() throws Exception {
    every_rule_is_evaluated_without_an_error();
    for (Dashboard dashboard : Dashboards.ALL) {
      for (Panel panel : dashboard.panels()) {
        for (Panel.Target target : panel.targets()) {
          String expr = window(target.expr(), job(dashboard));
          boolean recorded = expr.contains(":rate");
          Map<Map<String, String>, Double> result =
              prometheus.query(expr, recorded ? now() : (double) end);
          if (!expr.startsWith("python_info")) {
            assertThat(result).as("%s: %s", panel.title(), expr).isNotEmpty();
          }
          if (panel.targets().size() == 1 && !recorded) {
            compare(panel.id(), expr, result);
          }
        }
      }
    }
  }

  static String job(Dashboard dashboard) {
    return switch (Services.of(dashboard)) {
      case FIKO -> "fiko";
      case MODULE -> "module";
      case STORES -> "postgres|redis";
      case ALL, PROCESSES -> "upstream";
    };
  }

  @Test
  void every_query_of_the_guides_is_answered() throws Exception {
    List<String> queries = GuideQueries.all();
    assertThat(queries).hasSizeGreaterThan(Queries.ALL.size());
    for (String query : queries) {
      assertThat(prometheus.query(query, (double) end)).as(query).isNotEmpty();
    }
  }

  /** Grafana's window is at least the question's own. */
  private static String window(Expr expr, String job) {
    Matcher window = Pattern.compile("\\[(\\d+[a-z])]").matcher(expr.text());
    String range = window.find() ? window.group(1) : "5m";
    return PanelText.concrete(
        expr.in(Place.PANEL)
            .replace("$__rate_interval", range)
            .replace("$__range", range)
            .replace("$job", job));
  }

  private static void compare(String id, String expr, Map<Map<String, String>, Double> result) {
    Map<Map<String, String>, Double> expected = ledger.answer(id);
    Double total = ledger.total(id);
    if (total != null) {
      double sum = result.values().stream().mapToDouble(Double::doubleValue).sum();
      assertThat(sum).as("%s: %s", id, expr).isCloseTo(total, within(1e-9 * total));
    }
    if (expected == null) {
      return;
    }
    assertThat(result.keySet()).as("%s: %s", id, expr).containsAll(expected.keySet());
    result.forEach(
        (labels, value) ->
            assertThat(
                    isFikos(labels, expected)
                        || expected.containsKey(labels)
                        || value == 0
                        || value.isNaN())
                .as("%s: %s: closed combinations are there from the start, at 0", id, labels)
                .isTrue());
    expected.forEach(
        (labels, value) ->
            assertThat(result.get(labels))
                .as("%s: %s %s", id, expr, labels)
                .isCloseTo(value, within(Math.abs(value) * 1e-9 + 1e-12)));
  }

  /** Fiko has a family of the same name without the label that is asked for. */
  private static boolean isFikos(
      Map<String, String> labels, Map<Map<String, String>, Double> expected) {
    return labels.isEmpty() && !expected.containsKey(labels);
  }

  @Test
  void every_rule_is_evaluated_without_an_error() throws Exception {
    Await.until(
        "all rules were evaluated",
        () -> rules().stream().noneMatch(rule -> rule.get("health").asText().equals("unknown")));
    assertThat(rules()).hasSizeGreaterThan(100);
    assertThat(rules())
        .allSatisfy(
            rule -> assertThat(rule.get("health").asText()).as(rule.toString()).isEqualTo("ok"));
  }

  @Test
  void every_recording_is_what_its_expression_says() throws Exception {
    every_rule_is_evaluated_without_an_error();
    for (Recording recording : Recordings.all()) {
      // The time of the sample itself, for the rule's windows end there.
      Map<Map<String, String>, Double> times =
          prometheus.query("timestamp(" + recording.name() + ")", now());
      assertThat(times).as(recording.name()).isNotEmpty();
      double time = times.values().iterator().next();
      Map<Map<String, String>, Double> recorded = prometheus.query(recording.name(), time);
      Map<Map<String, String>, Double> asked = prometheus.query(recording.text(), time);
      assertThat(recorded).as(recording.name()).hasSameSizeAs(asked);
      recorded.forEach(
          (labels, value) -> {
            labels.remove("__name__");
            assertThat(asked).as(recording.text()).containsKey(labels);
            assertThat(value)
                .as("%s %s", recording.name(), labels)
                .satisfiesAnyOf(
                    v -> assertThat(v).isNaN(),
                    v -> assertThat(v).isCloseTo(asked.get(labels), within(1e-9)));
          });
    }
  }

  /**
   * What the history is full of, somebody is told of; what is well, nobody. It is asked at the
   * history's end: later the floors of some are no longer reached.
   */
  @Test
  void exactly_the_expected_alerts_are_pending() throws Exception {
    every_rule_is_evaluated_without_an_error();
    List<String> active = new java.util.ArrayList<>();
    for (Alert alert : Alerts.ALL) {
      // Recordings are there from now on alone, and the latency's last five minutes are over soon.
      boolean recorded = alert.text().contains(":rate");
      if (!alert.name().equals("HighLatency")
          && !prometheus.query(alert.text(), recorded ? now() : (double) end).isEmpty()) {
        active.add(alert.name());
      }
    }
    assertThat(active)
        .containsExactlyInAnyOrder(
            "HighErrorRate",
            "AlertDeliveryFailures",
            "BackgroundJobFailures",
            "DataQualityDegraded",
            "ReportsFailing",
            "ConnectionPoolExhausted",
            "DatabaseConnectionsFailing",
            "HttpErrorBudgetBurnsFast",
            "HttpErrorBudgetBurnsSlowly",
            "HttpErrorBudgetBurnsSteadily",
            "LabelBudgetNearlySpent",
            "PersonalDataCaught",
            "MetricsRecordingsRefused",
            "MetricsCollectorFailing",
            "DjangoHighErrorRate",
            "CeleryHighTaskFailureRate",
            "RedisHighMemoryUsage",
            "Watchdog");
  }

  private static List<JsonNode> rules() {
    return prometheus.rules();
  }

  private static double now() {
    return System.currentTimeMillis() / 1000.0;
  }
}
