package io.upstream.metrics.monitoring;

import io.upstream.metrics.monitoring.alert.Alerts;
import io.upstream.metrics.monitoring.panel.Dashboards;
import io.upstream.metrics.monitoring.query.Queries;
import io.upstream.metrics.monitoring.query.Recordings;
import io.upstream.metrics.tools.Alert;
import io.upstream.metrics.tools.Dashboard;
import io.upstream.metrics.tools.Panel;
import io.upstream.metrics.tools.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Queries, alerts, rules and panels as the reference lists them. */
public final class MonitoringTables {

  private MonitoringTables() {}

  /** Returns the queries, topic by topic. */
  public static String queries() {
    StringBuilder text = new StringBuilder();
    String topic = "";
    for (Query query : Queries.ALL) {
      if (!query.topic().equals(topic)) {
        topic = query.topic();
        text.append("\n### Queries: %s\n".formatted(topic.toLowerCase(java.util.Locale.ROOT)));
      }
      text.append("\n**%s** (%s)\n\n".formatted(query.question(), query.id()));
      text.append("```promql\n%s\n```\n".formatted(query.text()));
      if (!query.note().isEmpty()) {
        text.append("\n%s\n".formatted(query.note()));
      }
    }
    return text.toString().strip();
  }

  /** Returns the alerts. */
  public static String alerts() {
    StringBuilder text =
        new StringBuilder("| alert | fires when | for | severity |\n|---|---|---|---|\n");
    for (Alert alert : Alerts.ALL) {
      text.append(
          "| %s | `%s` | %s | %s |\n"
              .formatted(alert.name(), cell(alert.text()), alert.lasting(), alert.severity()));
    }
    return text.toString().strip();
  }

  /** Returns the recording rules. */
  public static String recordings() {
    return Recordings.all().stream()
        .map(recording -> "| `%s` | `%s` |".formatted(recording.name(), cell(recording.text())))
        .collect(Collectors.joining("\n", "| recorded as | from |\n|---|---|\n", ""));
  }

  /** Returns the dashboards with their panels. */
  public static String dashboards() {
    StringBuilder text = new StringBuilder("| dashboard | file | panels |\n|---|---|---|\n");
    for (Dashboard dashboard : Dashboards.ALL) {
      String panels =
          dashboard.panels().stream().map(Panel::title).collect(Collectors.joining(", "));
      text.append(
          "| %s | `%s.json` | %s |\n".formatted(dashboard.title(), dashboard.file(), panels));
    }
    return text.toString().strip();
  }

  /** Returns the queries, panels and alerts that read a family. */
  public static List<String> readersOf(String family) {
    Pattern name = Pattern.compile("\\b" + family + "(_bucket|_sum|_count)?\\b");
    List<String> readers = new ArrayList<>();
    for (Query query : Queries.ALL) {
      if (name.matcher(query.text()).find()) {
        readers.add(query.id());
      }
    }
    for (Dashboard dashboard : Dashboards.ALL) {
      for (Panel panel : dashboard.panels()) {
        if (panel.targets().stream()
            .anyMatch(target -> name.matcher(target.expr().text()).find())) {
          readers.add(dashboard.title() + ": " + panel.title());
        }
      }
    }
    for (Alert alert : Alerts.ALL) {
      if (name.matcher(alert.text()).find()) {
        readers.add("alert " + alert.name());
      }
    }
    return readers;
  }

  private static String cell(String expr) {
    return expr.replace("|", "\\|");
  }
}
