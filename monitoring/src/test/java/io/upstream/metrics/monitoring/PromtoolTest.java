package io.upstream.metrics.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Debian's promtool and amtool say of the committed files. */
@Tag("full")
class PromtoolTest {

  private static final Path PROMETHEUS = MonitoringFilesTest.MONITORING.resolve("prometheus");
  private static final Path ALERTMANAGER = MonitoringFilesTest.MONITORING.resolve("alertmanager");

  @Test
  void the_configuration_holds(@TempDir Path directory) throws Exception {
    Programs.need("promtool");
    Path token = Files.writeString(directory.resolve("token"), "s3cret");
    Files.writeString(
        directory.resolve("prometheus.yml"),
        Files.readString(PROMETHEUS.resolve("prometheus.yml"))
            .replace("/run/secrets/metrics_token", token.toString()));
    for (String rules : List.of("alerts.yml", "recording.yml")) {
      Files.copy(PROMETHEUS.resolve(rules), directory.resolve(rules));
    }
    passes(directory, "promtool", "check", "config", "prometheus.yml");
  }

  @Test
  void the_rules_hold() throws Exception {
    Programs.need("promtool");
    passes(PROMETHEUS, "promtool", "check", "rules", "alerts.yml", "recording.yml");
  }

  /** promtool takes one case after the other: so one for each processor, with a share of them. */
  @Test
  void every_alert_does_what_its_cases_say(@TempDir Path directory) throws Exception {
    Programs.need("promtool");
    Files.copy(PROMETHEUS.resolve("alerts.yml"), directory.resolve("alerts.yml"));
    Path tests = Files.createDirectory(directory.resolve("tests"));
    String file = Files.readString(PROMETHEUS.resolve("tests").resolve("alerts_test.yml"));
    String[] cases = file.split("(?m)^(?=  - name: )"); // before the first one stands the heading
    assertThat(cases).hasSize(1 + AlertCases.ALL.size());
    int shares = Math.min(Runtime.getRuntime().availableProcessors(), AlertCases.ALL.size());
    List<Callable<Programs.Outcome>> runs = new ArrayList<>();
    for (int share = 0; share < shares; share++) {
      StringBuilder some = new StringBuilder(cases[0]);
      for (int i = 1 + share; i < cases.length; i += shares) {
        some.append(cases[i]);
      }
      String name = "share" + share + ".yml";
      Files.writeString(tests.resolve(name), some);
      // A third of its time would go to collecting garbage.
      runs.add(() -> Programs.run(tests, "env", "GOGC=400", "promtool", "test", "rules", name));
    }
    ExecutorService threads = Executors.newFixedThreadPool(shares);
    try {
      for (Future<Programs.Outcome> run : threads.invokeAll(runs)) {
        assertThat(run.get().code()).as(run.get().text()).isZero();
      }
    } finally {
      threads.shutdown();
    }
  }

  /** As recording rules, with values for Grafana's variables: promtool parses them all at once. */
  @Test
  void every_panel_and_query_parses(@TempDir Path directory) throws Exception {
    Programs.need("promtool");
    StringBuilder rules = new StringBuilder("groups:\n  - name: parsed\n    rules:\n");
    int number = 0;
    for (JsonNode dashboard : DashboardLintTest.read()) {
      for (String expr : DashboardLintTest.exprs(dashboard)) {
        append(rules, number++, PanelText.concrete(expr));
      }
    }
    for (Query query : Queries.ALL) {
      append(rules, number++, query.text());
    }
    Files.writeString(directory.resolve("rules.yml"), rules);
    Programs.Outcome outcome =
        Programs.run(directory, "promtool", "check", "rules", "--lint=none", "rules.yml");
    assertThat(outcome.text()).contains(number + " rules found");
    assertThat(outcome.code()).as(outcome.text()).isZero();
  }

  private static void append(StringBuilder rules, int number, String expr) {
    rules
        .append("      - record: parsed")
        .append(number)
        .append("\n        expr: >-\n          ")
        .append(expr)
        .append('\n');
  }

  @Test
  void alerts_find_their_receivers() throws Exception {
    Programs.need("amtool");
    passes(ALERTMANAGER, "amtool", "check-config", "alertmanager.yml");
    assertThat(receivers("critical")).contains("pagerduty,slack");
    assertThat(receivers("warning")).contains("slack").doesNotContain("pagerduty");
    assertThat(receivers("info")).contains("email");
  }

  private static String receivers(String severity) throws Exception {
    return Programs.run(
            ALERTMANAGER,
            "amtool",
            "config",
            "routes",
            "test",
            "--config.file",
            "alertmanager.yml",
            "severity=" + severity)
        .text();
  }

  private static void passes(Path directory, String... command) throws Exception {
    Programs.Outcome outcome = Programs.run(directory, command);
    assertThat(outcome.code()).as(outcome.text()).isZero();
  }
}
