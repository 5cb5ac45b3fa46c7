package io.upstream.metrics.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.upstream.metrics.monitoring.alert.Alerts;
import io.upstream.metrics.monitoring.alert.scenario.AlertCases;
import io.upstream.metrics.monitoring.query.Queries;
import io.upstream.metrics.testing.Programs;
import io.upstream.metrics.tools.Alert;
import io.upstream.metrics.tools.Query;
import io.upstream.metrics.tools.RuleGroup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** Checks the committed files with Debian's promtool and amtool. */
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

  /**
   * promtool takes one case after the other and evaluates every rule in each: so a group's cases
   * see that group alone, and groups are shared out to the processors.
   */
  @Test
  void every_alert_does_what_its_cases_say(@TempDir Path directory) throws Exception {
    Programs.need("promtool");
    Map<String, Object> rules = yaml(PROMETHEUS.resolve("alerts.yml"));
    Map<String, Object> cases = yaml(PROMETHEUS.resolve("tests").resolve("alerts_test.yml"));
    List<Object> groups = list(rules.get("groups"));
    List<Object> all = list(cases.get("tests"));
    assertThat(all).hasSize(AlertCases.ALL.size());
    List<Callable<Programs.Outcome>> runs = new ArrayList<>();
    int taken = 0;
    for (RuleGroup group : Alerts.GROUPS) {
      Set<String> names = group.alerts().stream().map(Alert::name).collect(Collectors.toSet());
      List<Object> some =
          all.stream()
              .filter(each -> names.contains(map(each).get("name").toString().split(":")[0]))
              .toList();
      taken += some.size();
      if (!some.isEmpty()) {
        List<Object> ours =
            groups.stream()
                .filter(each -> isReadBy(group, map(each).get("name").toString()))
                .toList();
        dump(directory.resolve(group.name() + ".yml"), Map.of("groups", ours));
        Map<String, Object> test = new LinkedHashMap<>(cases);
        test.put("rule_files", List.of(group.name() + ".yml"));
        test.put("tests", some);
        String name = group.name() + "_test.yml";
        dump(directory.resolve(name), test);
        // A third of its time would go to collecting garbage.
        runs.add(
            () -> Programs.run(directory, "env", "GOGC=400", "promtool", "test", "rules", name));
      }
    }
    assertThat(taken).isEqualTo(all.size());
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      for (Future<Programs.Outcome> run : threads.invokeAll(runs)) {
        assertThat(run.get().code()).as(run.get().text()).isZero();
      }
    } finally {
      threads.shutdown();
    }
  }

  private static boolean isReadBy(RuleGroup group, String name) {
    return name.equals(group.name())
        || (group.name().equals("upstream_api") && name.equals("upstream_both_vocabularies"));
  }

  private static Map<String, Object> yaml(Path file) throws Exception {
    return map(new Yaml().load(Files.readString(file)));
  }

  private static void dump(Path file, Map<String, Object> document) throws Exception {
    Files.writeString(file, new Yaml().dump(document));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object node) {
    return (Map<String, Object>) node;
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(Object node) {
    return (List<Object>) node;
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
    assertThat(receivers("none", "alertname=Watchdog")).contains("watchdog");
  }

  private static String receivers(String severity, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of("amtool", "config", "routes", "test", "--config.file", "alertmanager.yml"));
    command.add("severity=" + severity);
    command.addAll(List.of(more));
    return Programs.run(ALERTMANAGER, command.toArray(String[]::new)).text();
  }

  private static void passes(Path directory, String... command) throws Exception {
    Programs.Outcome outcome = Programs.run(directory, command);
    assertThat(outcome.code()).as(outcome.text()).isZero();
  }
}
