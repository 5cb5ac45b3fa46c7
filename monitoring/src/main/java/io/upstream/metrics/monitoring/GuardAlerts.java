package io.upstream.metrics.monitoring;

import static io.upstream.metrics.tools.promql.Window.H1;
import static io.upstream.metrics.tools.promql.Window.M15;

import io.upstream.metrics.catalog.SelfFamilies;
import io.upstream.metrics.catalog.SelfFamilies.AccessLabels;
import io.upstream.metrics.catalog.SelfFamilies.CollectorLabels;
import io.upstream.metrics.catalog.SelfFamilies.FoldedLabels;
import io.upstream.metrics.catalog.SelfFamilies.LabelLabels;
import io.upstream.metrics.catalog.SelfFamilies.PushLabels;
import io.upstream.metrics.catalog.SelfFamilies.RedactedLabels;
import io.upstream.metrics.catalog.SelfFamilies.RejectedLabels;
import io.upstream.metrics.label.FoldReason;
import io.upstream.metrics.tools.promql.Component;
import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Quantile;
import io.upstream.metrics.tools.promql.Series;
import io.upstream.metrics.tools.promql.Vector;
import java.util.List;

/** Whether the metrics themselves are well. */
final class GuardAlerts {

  static final List<Alert> ALL =
      List.of(
          new Alert(
              "",
              "LabelBudgetNearlySpent",
              Series.of(SelfFamilies.LABEL_VALUES)
                  .max()
                  .byJob()
                  .by(LabelLabels::label)
                  .over(
                      Series.of(SelfFamilies.LABEL_BUDGET)
                          .max()
                          .byJob()
                          .by(LabelLabels::label)
                          .above(0))
                  .above(0.8),
              "15m",
              "warning",
              GuardPanels.GUARD,
              "The budget of {{ $labels.label }} is nearly spent",
              "{{ $value | humanizePercentage }} of the budget of {{ $labels.label }} in {{"
                  + " $labels.job }} is spent, above 80%. At 100% further values fold into"
                  + " _OTHER. The guard's report suggests a budget."),
          new Alert(
              "",
              "LabelValuesFolded",
              happened(
                  Series.of(SelfFamilies.FOLDED)
                      .where(
                          FoldedLabels::reason,
                          FoldReason.OVER_BUDGET,
                          FoldReason.SHARE,
                          FoldReason.PAGE_BUDGET),
                  FoldedLabels::label,
                  FoldedLabels::reason),
              "5m",
              "warning",
              GuardPanels.GUARD,
              "Values of {{ $labels.label }} fold into _OTHER",
              "{{ $value | humanize }} values of {{ $labels.label }} in {{ $labels.job }} were"
                  + " folded in the last hour, more than 0 ({{ $labels.reason }}). Sums are right;"
                  + " who is who behind _OTHER is lost."),
          new Alert(
              "",
              "PageBudgetNearlySpent",
              GuardPanels.PAGE_SPENT.above(0.8),
              "15m",
              "warning",
              GuardPanels.GUARD,
              "The page of {{ $labels.instance }} is nearly full",
              "{{ $labels.instance }} of {{ $labels.job }} uses {{ $value | humanizePercentage }} of"
                  + " its line budget, above 80%. upstream_metrics_lines says which family."),
          new Alert(
              "",
              "PersonalDataCaught",
              happened(
                  Series.of(SelfFamilies.REDACTED),
                  RedactedLabels::label,
                  RedactedLabels::detector),
              "0m",
              "critical",
              GuardPanels.GUARD,
              "Somebody's data was passed as a label value",
              "The detector {{ $labels.detector }} caught {{ $value | humanize }} values of {{"
                  + " $labels.label }} in {{ $labels.job }} in the last hour, more than 0. The page"
                  + " shows _REDACTED in their place; the caller has to be mended."),
          new Alert(
              "",
              "MetricsRecordingsRefused",
              happened(
                  Series.of(SelfFamilies.REJECTED), RejectedLabels::family, RejectedLabels::reason),
              "5m",
              "warning",
              GuardPanels.GUARD,
              "Recordings of {{ $labels.family }} are refused",
              "{{ $value | humanize }} recordings of {{ $labels.family }} in {{ $labels.job }} were"
                  + " refused in the last hour, more than 0 ({{ $labels.reason }}): its numbers are"
                  + " incomplete."),
          new Alert(
              "",
              "MetricsCollectorFailing",
              happened(Series.of(SelfFamilies.SCRAPE_ERRORS), CollectorLabels::collector),
              "5m",
              "warning",
              GuardPanels.GUARD,
              "The collector {{ $labels.collector }} fails",
              "{{ $labels.collector }} of {{ $labels.job }} failed {{ $value | humanize }} times in"
                  + " the last hour, more than 0. Its families are missing from the page; the log"
                  + " has the reason once."),
          new Alert(
              "",
              "MetricsPageSlow",
              Quantile.of(0.95, SelfFamilies.SCRAPE_DURATION, M15).byJob().above(1),
              "15m",
              "warning",
              GuardPanels.GUARD,
              "The metrics page of {{ $labels.job }} is slow",
              "95% of the pages of {{ $labels.job }} take up to {{ $value | humanizeDuration }},"
                  + " above 1s. Look for a collector of the application that waits for something."),
          new Alert(
              "",
              "MetricsAccessRefused",
              Series.of(SelfFamilies.ACCESS_REFUSED)
                  .increase(M15)
                  .sum()
                  .byJob()
                  .by(AccessLabels::reason)
                  .above(10),
              "5m",
              "info",
              GuardPanels.GUARD,
              "Requests for the metrics of {{ $labels.job }} are refused",
              "{{ $labels.job }} refused {{ $value | humanize }} requests for its page in 15"
                  + " minutes, above 10 ({{ $labels.reason }})."),
          new Alert(
              "",
              "MetricsPushFailing",
              Series.of(SelfFamilies.PUSH_FAILURES)
                  .increase(M15)
                  .sum()
                  .byJob()
                  .by(PushLabels::target)
                  .above(0),
              "15m",
              "warning",
              GuardPanels.GUARD,
              "Pushes to {{ $labels.target }} fail",
              "{{ $value | humanize }} pushes of {{ $labels.job }} to {{ $labels.target }} failed in"
                  + " 15 minutes, more than 0."));

  private GuardAlerts() {}

  /**
   * That something happened in the last hour, its first time included: a series that appears at 1
   * has no increase.
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // they are only read
  private static <L extends Record> Expr happened(Series<L> counter, Component<L, ?>... labels) {
    return each(counter.increase(H1), labels)
        .above(0)
        .or(each(counter.newWithin(H1), labels).above(0));
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // they are only read
  private static <L extends Record> Expr each(Vector<L> vector, Component<L, ?>... labels) {
    return vector.sum().byJob().by(labels);
  }
}
