package io.upstream.metrics.monitoring;

import static io.upstream.metrics.monitoring.AlertCases.FIRES;
import static io.upstream.metrics.monitoring.AlertCases.FIRST;
import static io.upstream.metrics.monitoring.AlertCases.QUIET;
import static io.upstream.metrics.monitoring.AlertCases.RESET;
import static io.upstream.metrics.monitoring.AlertCases.ours;

import io.upstream.metrics.catalog.SelfFamilies;
import java.util.List;
import java.util.stream.Stream;

/** Situations of the alerts on the metrics themselves. */
final class GuardAlertCases {

  private static final String VALUES =
      ours(SelfFamilies.LABEL_VALUES.name(), "label=\"customer_id\"");
  private static final String BUDGET =
      ours(SelfFamilies.LABEL_BUDGET.name(), "label=\"customer_id\"");
  private static final String LINES = ours(SelfFamilies.LINES.name(), "family=\"f\"");
  private static final String LINE_BUDGET = ours(SelfFamilies.LINE_BUDGET.name(), "");

  static final List<AlertCase> ALL =
      Stream.of(
              labelBudget(),
              pageBudget(),
              happening(
                  "LabelValuesFolded",
                  SelfFamilies.FOLDED.name(),
                  "family=\"f\", label=\"customer_id\", reason=\"over_budget\"",
                  "Values of customer_id fold into _OTHER",
                  "%s values of customer_id in upstream were folded in the last hour, more than 0"
                      + " (over_budget). Sums are right; who is who behind _OTHER is lost.",
                  "label",
                  "customer_id",
                  "reason",
                  "over_budget"),
              happening(
                  "PersonalDataCaught",
                  SelfFamilies.REDACTED.name(),
                  "label=\"error_type\", detector=\"email\"",
                  "Somebody's data was passed as a label value",
                  "The detector email caught %s values of error_type in upstream in the last hour,"
                      + " more than 0. The page shows _REDACTED in their place; the caller has to be"
                      + " mended.",
                  "label",
                  "error_type",
                  "detector",
                  "email"),
              happening(
                  "MetricsRecordingsRefused",
                  SelfFamilies.REJECTED.name(),
                  "family=\"f\", reason=\"negative\"",
                  "Recordings of f are refused",
                  "%s recordings of f in upstream were refused in the last hour, more than 0"
                      + " (negative): its numbers are incomplete.",
                  "family",
                  "f",
                  "reason",
                  "negative"),
              happening(
                  "MetricsCollectorFailing",
                  SelfFamilies.SCRAPE_ERRORS.name(),
                  "collector=\"orders\"",
                  "The collector orders fails",
                  "orders of upstream failed %s times in the last hour, more than 0. Its families"
                      + " are missing from the page; the log has the reason once.",
                  "collector",
                  "orders"),
              pageSlow(),
              accessRefused(),
              pushFailing())
          .flatMap(List::stream)
          .toList();

  private GuardAlertCases() {}

  private static List<AlertCase> labelBudget() {
    String alert = "LabelBudgetNearlySpent";
    return List.of(
        AlertCase.of(alert, FIRES, "20m")
            .with(VALUES, "850x30")
            .with(BUDGET, "1000x30")
            .fires(
                "The budget of customer_id is nearly spent",
                "85% of the budget of customer_id in upstream is spent, above 80%. At 100% further"
                    + " values fold into _OTHER. The guard's report suggests a budget.",
                "job",
                "upstream",
                "label",
                "customer_id"),
        AlertCase.of(alert, QUIET, "20m").with(VALUES, "800x30").with(BUDGET, "1000x30"),
        AlertCase.of(alert, "a budget of nought", "20m").with(VALUES, "0x30").with(BUDGET, "0x30"),
        AlertCase.of(alert, FIRST, "20m").with(VALUES, "0x5 1x30").with(BUDGET, "1000x30"),
        AlertCase.of(alert, RESET, "30m").with(VALUES, "900x10 0x30").with(BUDGET, "1000x40"));
  }

  private static List<AlertCase> pageBudget() {
    String alert = "PageBudgetNearlySpent";
    return List.of(
        AlertCase.of(alert, FIRES, "20m")
            .with(LINES, "190000x30")
            .with(LINE_BUDGET, "200000x30")
            .fires(
                "The page of a:8000 is nearly full",
                "a:8000 of upstream uses 95% of its line budget, above 80%. upstream_metrics_lines"
                    + " says which family.",
                "job",
                "upstream",
                "instance",
                "a:8000"),
        AlertCase.of(alert, QUIET, "20m").with(LINES, "160000x30").with(LINE_BUDGET, "200000x30"),
        AlertCase.of(alert, FIRST, "20m").with(LINES, "_x5 1x30").with(LINE_BUDGET, "200000x30"),
        AlertCase.of(alert, RESET, "30m")
            .with(LINES, "190000x10 500x30")
            .with(LINE_BUDGET, "200000x40"));
  }

  /** Alerts that one event is enough for, the first of its series, too. */
  private static List<AlertCase> happening(
      String alert,
      String name,
      String labels,
      String summary,
      String description,
      String... where) {
    String series = ours(name, labels);
    String[] all =
        Stream.concat(Stream.of("job", "upstream"), Stream.of(where)).toArray(String[]::new);
    return List.of(
        AlertCase.of(alert, FIRES, "90m")
            .with(series, "0+1x120")
            .fires(summary, description.formatted("60"), all),
        AlertCase.of(alert, QUIET, "90m").with(series, "7x120"),
        AlertCase.of(alert, FIRST, "100m")
            .with(series, "_x85 1x40")
            .fires(summary, description.formatted("1"), all),
        AlertCase.of(alert, "an hour after it", "160m").with(series, "_x85 1x120"),
        AlertCase.of(alert, RESET, "150m").with(series, "5x100 0x100"));
  }

  private static List<AlertCase> pageSlow() {
    String alert = "MetricsPageSlow";
    String name = SelfFamilies.SCRAPE_DURATION.name();
    return List.of(
        ApiAlertCases.buckets(
                AlertCase.of(alert, FIRES, "45m"), name, "", "1.0", "0x60", "5.0", "0+4x60")
            .fires(
                "The metrics page of upstream is slow",
                "95% of the pages of upstream take up to 4.8s, above 1s. Look for a collector of the"
                    + " application that waits for something.",
                "job",
                "upstream"),
        ApiAlertCases.buckets(
            AlertCase.of(alert, QUIET, "45m"), name, "", "0.5", "0x60", "1.0", "0+4x60"),
        ApiAlertCases.buckets(
            AlertCase.of(alert, FIRST, "45m"), name, "", "1.0", "_x9 0x60", "5.0", "_x9 1x60"),
        ApiAlertCases.buckets(
            AlertCase.of(alert, RESET, "65m"),
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
        AlertCase.of(alert, FIRES, "45m")
            .with(series, "0+2x60")
            .fires(
                "Requests for the metrics of upstream are refused",
                "upstream refused 30 requests for its page in 15 minutes, above 10 (token).",
                "job",
                "upstream",
                "reason",
                "token"),
        AlertCase.of(alert, QUIET, "45m").with(series, "0x30 5x30"),
        AlertCase.of(alert, FIRST, "45m").with(series, "0x35 1x30"),
        AlertCase.of(alert, RESET, "45m").with(series, "500x35 0x30"));
  }

  private static List<AlertCase> pushFailing() {
    String alert = "MetricsPushFailing";
    String series = ours(SelfFamilies.PUSH_FAILURES.name(), "target=\"pushgateway\"");
    return List.of(
        AlertCase.of(alert, FIRES, "45m")
            .with(series, "0+1x60")
            .fires(
                "Pushes to pushgateway fail",
                "15 pushes of upstream to pushgateway failed in 15 minutes, more than 0.",
                "job",
                "upstream",
                "target",
                "pushgateway"),
        AlertCase.of(alert, QUIET, "45m").with(series, "3x60"),
        AlertCase.of(alert, FIRST, "45m").with(series, "0x35 1x30"),
        AlertCase.of(alert, RESET, "45m").with(series, "500x35 0x30"));
  }
}
