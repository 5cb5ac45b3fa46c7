package io.upstream.metrics.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.monitoring.alert.Alerts;
import io.upstream.metrics.monitoring.panel.Dashboards;
import io.upstream.metrics.monitoring.panel.Services;
import io.upstream.metrics.monitoring.query.BothVocabularies;
import io.upstream.metrics.testing.Await;
import io.upstream.metrics.testing.Programs;
import io.upstream.metrics.testing.PrometheusServer;
import io.upstream.metrics.tools.Alert;
import io.upstream.metrics.tools.Dashboard;
import io.upstream.metrics.tools.Panel;
import io.upstream.metrics.tools.Recording;
import io.upstream.metrics.tools.promql.Place;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every panel and alert on what the Python services export alone, and on both side by side; {@link
 * EvaluationTest} has ours alone.
 */
@Tag("full")
class BothVocabulariesTest {

  /** Families that the Python services do not export: a panel is empty until they are replaced. */
  private static final Map<String, String> ONLY_OURS =
      Map.ofEntries(
          Map.entry("U02", "requests in progress"),
          Map.entry("U05", "statements by operation"),
          Map.entry("U06", "no statement failed on the recorded page"),
          Map.entry("U07", "no connection failed on the recorded page"),
          Map.entry("U27", "writes and evictions of caches"),
          Map.entry("I11", "connections in use, and pools"),
          Map.entry("U31", "connection pools"),
          Map.entry("U14", "running jobs"),
          Map.entry("U35", "the oldest running job"),
          Map.entry("U36", "jobs that push"),
          Map.entry("I23", "queues: the Celery exporter has them, on Fiko's dashboard"),
          Map.entry("U15", "workers: the Celery exporter has them, on Fiko's dashboard"),
          Map.entry("I28", "Java's runtime beside Python's"),
          Map.entry("U16", "the Java heap"),
          Map.entry("U39", "the Java heap"),
          Map.entry("U17", "Java threads"),
          Map.entry("U18", "Java's collections take time that is measured; Python's are counted"));

  @TempDir private static Path directory;
  private static PrometheusServer python;
  private static PrometheusServer both;
  private static long end;

  @BeforeAll
  static void start() throws Exception {
    Programs.need("prometheus");
    Programs.need("promtool");
    end = System.currentTimeMillis() / 1000 / 60 * 60;
    Path alone = java.nio.file.Files.createDirectory(directory.resolve("python"));
    Path mixed = java.nio.file.Files.createDirectory(directory.resolve("both"));
    new PythonHistory(end).write(alone.resolve("history"));
    new SimulatedHistory(end).write(mixed.resolve("history"));
    new PythonHistory(end).appendTo(mixed.resolve("history"));
    python = RecordedHistory.serve(alone);
    both = RecordedHistory.serve(mixed);
  }

  @AfterAll
  static void stop() throws Exception {
    if (python != null) {
      python.close();
    }
    if (both != null) {
      both.close();
    }
  }

  @Test
  void only_known_panels_are_empty_with_python() throws Exception {
    await(python);
    Set<String> empty = new TreeSet<>();
    for (Dashboard dashboard : Dashboards.ALL) {
      if (isOfServices(dashboard) && !dashboard.uid().equals("upstream-guard")) {
        for (Panel panel : dashboard.panels()) {
          for (Panel.Target target : panel.targets()) {
            if (ask(python, target).isEmpty()) {
              empty.add(panel.id());
            }
          }
        }
      }
    }
    assertThat(empty).isEqualTo(new TreeSet<>(ONLY_OURS.keySet()));
  }

  /** One of their three jobs failed, as did more than one of ten records and a report in two. */
  @Test
  void alerts_detect_faults_of_python_services() throws Exception {
    await(python);
    assertThat(active(python))
        .containsExactlyInAnyOrder(
            "AlertDeliveryFailures",
            "BackgroundJobFailures",
            "DataQualityDegraded",
            "HttpErrorBudgetBurnsFast",
            "HttpErrorBudgetBurnsSlowly",
            "HttpErrorBudgetBurnsSteadily",
            "ReportsFailing",
            "Watchdog");
  }

  @Test
  void with_both_vocabularies_every_panel_has_data() throws Exception {
    await(both);
    for (Dashboard dashboard : Dashboards.ALL) {
      if (isOfServices(dashboard)) {
        for (Panel panel : dashboard.panels()) {
          for (Panel.Target target : panel.targets()) {
            assertThat(ask(both, target)).as(panel.title() + ": " + target).isNotEmpty();
          }
        }
      }
    }
    assertThat(both.rules())
        .allSatisfy(
            rule -> assertThat(rule.get("health").asText()).as(rule.toString()).isEqualTo("ok"));
  }

  /** 1.3 ms on average there, 3 s at most here: a percentile of both lies between. */
  @Test
  void with_both_sums_are_those_of_each() throws Exception {
    await(both);
    for (Recording recording : BothVocabularies.ALL) {
      if (recording.name().equals(BothVocabularies.LATENCY)) {
        continue;
      }
      String sum = "sum(" + recording.name() + "%s)";
      String theirs = sum.formatted("{instance=\"python:8000\"}");
      String ours = sum.formatted("{instance!=\"python:8000\"}");
      double all = value(both, sum.formatted(""));
      assertThat(value(both, theirs)).as(recording.name()).isPositive();
      // One query: between two of them the rules may be evaluated again.
      String difference = "abs(" + sum.formatted("") + " - " + theirs + " - " + ours + ")";
      assertThat(value(both, difference)).as(recording.name()).isLessThanOrEqualTo(1e-9 * all);
    }
    String observed = "sum(" + BothVocabularies.LATENCY + "{le=\"+Inf\"})";
    String below = "sum(" + BothVocabularies.LATENCY + "{le=\"2.0\"})";
    assertThat(value(both, below)).isBetween(0.5 * value(both, observed), value(both, observed));
  }

  private static boolean isOfServices(Dashboard dashboard) {
    return switch (Services.of(dashboard)) {
      case ALL, PROCESSES -> true;
      case FIKO, MODULE, STORES -> false;
    };
  }

  private static double value(PrometheusServer server, String expr) throws Exception {
    return server.query(expr, now()).values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private static Map<Map<String, String>, Double> ask(PrometheusServer server, Panel.Target target)
      throws Exception {
    String expr =
        PanelText.concrete(
            target.expr().in(Place.PANEL).replace("$job", "upstream").replace("[15m]", "[30m]"));
    return server.query(expr, expr.contains(":rate") ? now() : (double) end);
  }

  /** Returns the alerts that fire at the end of the history; recordings exist from then on only. */
  private static Set<String> active(PrometheusServer server) throws Exception {
    Set<String> active = new TreeSet<>();
    for (Alert alert : Alerts.ALL) {
      boolean recorded = alert.text().contains(":rate");
      if (!server.query(alert.text(), recorded ? now() : (double) end).isEmpty()) {
        active.add(alert.name());
      }
    }
    return active;
  }

  private static void await(PrometheusServer server) {
    Await.until(
        "all rules were evaluated",
        () ->
            server.rules().stream()
                .noneMatch(rule -> rule.get("health").asText().equals("unknown")));
  }

  private static double now() {
    return System.currentTimeMillis() / 1000.0;
  }
}
