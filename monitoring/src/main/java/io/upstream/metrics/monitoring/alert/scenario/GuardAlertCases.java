package io.upstream.metrics.monitoring.alert.scenario;

import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.BIRTHS;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.FIRES;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.FIRST;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.QUIET;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.RESET;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.born;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.ours;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.tried;

import io.upstream.metrics.catalog.SelfFamilies;
import io.upstream.metrics.tools.AlertCase;
import java.util.List;
import java.util.stream.Stream;

/** Situations of the alerts on the metrics themselves. */
final class GuardAlertCases {

  private static final String VALUES =
      ours(SelfFamilies.LABEL_VALUES.name(), "label=\"customer_id\"");
  private static final String BUDGET =
      ours(SelfFamilies.LABEL_BUDGET.name(), "label=\"customer_id\"");
  private static final String FOLDED =
      ours(SelfFamilies.FOLDED.name(), "family=\"f\",label=\"customer_id\",reason=\"over_budget\"");
  private static final String LINES = ours(SelfFamilies.LINES.name(), "family=\"f\"");
  private static final String LINE_BUDGET = ours(SelfFamilies.LINE_BUDGET.name(), "");

  private GuardAlertCases() {}

  static List<AlertCase> all() {
    return Stream.of(
            labelBudget(),
            pageBudget(),
            happening(
                "PersonalDataCaught",
                SelfFamilies.REDACTED.name(),
                "label",
                "error_type",
                "detector",
                "email"),
            happening(
                "MetricsRecordingsRefused",
                SelfFamilies.REJECTED.name(),
                "family",
                "f",
                "reason",
                "negative"),
            happening(
                "MetricsCollectorFailing",
                SelfFamilies.SCRAPE_ERRORS.name(),
                "collector",
                "orders"),
            pageSlow(),
            accessRefused(),
            pushFailing())
        .flatMap(List::stream)
        .toList();
  }

  private static List<AlertCase> labelBudget() {
    String alert = "LabelBudgetNearlySpent";
    return List.of(
        tried(alert, FIRES, "20m")
            .with(VALUES, "850x30")
            .with(BUDGET, "1000x30")
            .fires("85%", "job", "upstream", "label", "customer_id"),
        tried(alert, QUIET, "20m").with(VALUES, "800x30").with(BUDGET, "1000x30"),
        tried(alert, "a full budget in which idle values make room", "40m")
            .with(VALUES, "1000x60")
            .with(BUDGET, "1000x60")
            .with(FOLDED, "7x60"),
        tried(alert, "values in use that do not fit", "40m")
            .with(VALUES, "1000x60")
            .with(BUDGET, "1000x60")
            .with(FOLDED, "0+10x60")
            .fires("100%", "job", "upstream", "label", "customer_id"),
        tried(alert, "values that are over one owner's share alone", "40m")
            .with(VALUES, "1000x60")
            .with(BUDGET, "1000x60")
            .with(FOLDED.replace("over_budget", "share"), "0+10x60"),
        tried(alert, "a label that is meant to fold", "20m")
            .with(VALUES.replace("customer_id", "throttle_class"), "20x30")
            .with(BUDGET.replace("customer_id", "throttle_class"), "20x30"),
        tried(alert, "a budget of nought", "20m").with(VALUES, "0x30").with(BUDGET, "0x30"),
        tried(alert, FIRST, "20m").with(VALUES, "0x5 1x30").with(BUDGET, "1000x30"),
        tried(alert, RESET, "30m").with(VALUES, "900x10 0x30").with(BUDGET, "1000x40"));
  }

  private static List<AlertCase> pageBudget() {
    String alert = "PageBudgetNearlySpent";
    return List.of(
        tried(alert, FIRES, "20m")
            .with(LINES, "190000x30")
            .with(LINE_BUDGET, "200000x30")
            .fires("95%", "job", "upstream", "instance", "a:8000"),
        tried(alert, QUIET, "20m").with(LINES, "160000x30").with(LINE_BUDGET, "200000x30"),
        tried(alert, FIRST, "20m").with(LINES, "_x5 1x30").with(LINE_BUDGET, "200000x30"),
        tried(alert, RESET, "30m").with(LINES, "190000x10 500x30").with(LINE_BUDGET, "200000x40"));
  }

  /** Alerts that one event is enough for, the first of its series and one in a gap, too. */
  private static List<AlertCase> happening(String alert, String name, String... where) {
    StringBuilder labels = new StringBuilder();
    String[] all = new String[where.length + 2];
    all[0] = "job";
    all[1] = "upstream";
    for (int i = 0; i < where.length; i += 2) {
      labels.append(i == 0 ? "" : ", ").append("%s=\"%s\"".formatted(where[i], where[i + 1]));
      all[i + 2] = where[i];
      all[i + 3] = where[i + 1];
    }
    String series = ours(name, labels.toString());
    return List.of(
        tried(alert, FIRES, "90m").with(series, "0+1x120").fires("15", all),
        tried(alert, QUIET, "90m").with(series, "7x120"),
        tried(alert, FIRST, "100m").with(series, "_x90 1x40").fires("1", all),
        tried(alert, BIRTHS, "25m").with(series, born(15, 1)).fires("1", all),
        tried(alert, "it happened while nothing was scraped", "100m")
            .with(series, "3x60 _x30 4x40")
            .fires("1", all),
        tried(alert, "nothing happened while nothing was scraped", "100m")
            .with(series, "3x60 _x30 3x40"),
        tried(alert, "a quarter of an hour after it", "120m").with(series, "_x85 1x120"),
        tried(alert, RESET, "150m").with(series, "5x100 0x100"));
  }

  private static List<AlertCase> pageSlow() {
    String alert = "MetricsPageSlow";
    String name = SelfFamilies.SCRAPE_DURATION.name();
    return List.of(
        AlertCases.buckets(tried(alert, FIRES, "45m"), name, "", "1.0", "0x60", "5.0", "0+4x60")
            .fires("4.8s", "job", "upstream"),
        AlertCases.buckets(tried(alert, QUIET, "45m"), name, "", "0.5", "0x60", "1.0", "0+4x60"),
        AlertCases.buckets(
            tried(alert, FIRST, "45m"), name, "", "1.0", "_x9 0x60", "5.0", "_x9 1x60"),
        AlertCases.buckets(
            tried(alert, RESET, "65m"),
            name,
            "",
            "1.0",
            "10+4x30 0+4x60",
            "5.0",
            "900+4x30 0+4x60"));
  }

  private static List<AlertCase> accessRefused() {
    String alert = "MetricsAccessRefused";
    String series = ours(SelfFamilies.ACCESS_REFUSED.name(), "reason=\"token\"");
    return List.of(
        tried(alert, FIRES, "45m")
            .with(series, "0+2x60")
            .fires("30", "job", "upstream", "reason", "token"),
        tried(alert, QUIET, "45m").with(series, "0x30 5x30"),
        tried(alert, FIRST, "45m").with(series, "0x35 1x30"),
        tried(alert, RESET, "45m").with(series, "500x35 0x30"));
  }

  private static List<AlertCase> pushFailing() {
    String alert = "MetricsPushFailing";
    String series = ours(SelfFamilies.PUSH_FAILURES.name(), "target=\"pushgateway\"");
    return List.of(
        tried(alert, FIRES, "45m")
            .with(series, "0+1x60")
            .fires("15", "job", "upstream", "target", "pushgateway"),
        tried(alert, QUIET, "45m").with(series, "3x60"),
        tried(alert, FIRST, "45m").with(series, "0x42 1x30"),
        tried(alert, "five minutes after one first event", "49m")
            .with(series, "0x42 1x30")
            .fires("1", "job", "upstream", "target", "pushgateway"),
        tried(alert, RESET, "45m").with(series, "500x35 0x30"));
  }
}
