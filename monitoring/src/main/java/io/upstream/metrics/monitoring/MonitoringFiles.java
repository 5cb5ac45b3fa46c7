package io.upstream.metrics.monitoring;

import io.upstream.metrics.monitoring.alert.Alerts;
import io.upstream.metrics.monitoring.alert.scenario.AlertCases;
import io.upstream.metrics.monitoring.panel.Dashboards;
import io.upstream.metrics.monitoring.query.Recordings;
import io.upstream.metrics.monitoring.threshold.Thresholds;
import io.upstream.metrics.tools.AlertCase;
import io.upstream.metrics.tools.Dashboard;
import io.upstream.metrics.tools.RuleGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Renders the generated files of {@code monitoring/}: rules, their tests and dashboards. */
public final class MonitoringFiles {

  static final String HEADING =
      """
      Generated from the declarations in monitoring/src/main/java; edit those, not this file.
      Write it anew: mvn -q -pl monitoring -am -Preference process-classes
      """;

  private static final String THRESHOLDS =
      "Thresholds, windows, durations, severities and links come from ../thresholds.yml.\n";

  private MonitoringFiles() {}

  /** Each file's text, by its path below the directory. */
  public static Map<String, String> render() {
    List<RuleGroup> recordings = Recordings.GROUPS;
    Map<String, String> files = new LinkedHashMap<>();
    files.put("prometheus/alerts.yml", alerts(Thresholds.COMMITTED));
    files.put(
        "prometheus/recording.yml",
        RuleGroup.file(
            HEADING + "Rates without instances and customers, for questions over weeks and months.",
            recordings));
    files.put(
        "prometheus/tests/alerts_test.yml",
        AlertCase.file(
            HEADING
                + "They hold for ../thresholds.yml. Run them: promtool test rules alerts_test.yml",
            "../alerts.yml",
            AlertCases.ALL));
    files.put(
        "weaver/registry.yaml",
        Objects.requireNonNull(
            io.upstream.metrics.tools.GeneratedFiles.of(new PlatformCatalogue())
                .texts()
                .get("weaver/registry.yaml")));
    for (Dashboard dashboard : Dashboards.ALL) {
      files.put("grafana/dashboards/" + dashboard.file() + ".json", dashboard.json());
    }
    List<RuleGroup> all = new ArrayList<>(Alerts.GROUPS);
    all.addAll(recordings);
    files.put(
        "kubernetes/prometheusrule.yml",
        RuleGroup.prometheusRule(
            HEADING
                + THRESHOLDS
                + "The operator selects it by the label release, as it does the monitors beside it.",
            "upstream",
            Map.of("release", "prometheus"),
            all));
    files.put(
        "kubernetes/dashboards.yml",
        Dashboard.configMaps(
            HEADING
                + "kubectl apply --server-side, for some are too large for an annotation of the"
                + " last one.",
            Dashboards.ALL));
    return files;
  }

  /** Returns the file of alerts with an operator's thresholds. */
  static String alerts(Thresholds thresholds) {
    return RuleGroup.file(
        HEADING
            + THRESHOLDS
            + "Every alert has its cases in tests/alerts_test.yml and a section in"
            + " docs/runbook.md.",
        Alerts.groups(thresholds));
  }
}
