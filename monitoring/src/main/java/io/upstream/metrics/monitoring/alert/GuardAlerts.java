package io.upstream.metrics.monitoring.alert;

import io.upstream.metrics.catalog.SelfFamilies;
import io.upstream.metrics.catalog.SelfFamilies.AccessLabels;
import io.upstream.metrics.catalog.SelfFamilies.CollectorLabels;
import io.upstream.metrics.catalog.SelfFamilies.FoldedLabels;
import io.upstream.metrics.catalog.SelfFamilies.LabelLabels;
import io.upstream.metrics.catalog.SelfFamilies.PushLabels;
import io.upstream.metrics.catalog.SelfFamilies.RedactedLabels;
import io.upstream.metrics.catalog.SelfFamilies.RejectedLabels;
import io.upstream.metrics.label.FoldReason;
import io.upstream.metrics.monitoring.panel.GuardPanels;
import io.upstream.metrics.monitoring.threshold.Area;
import io.upstream.metrics.monitoring.threshold.Thresholds;
import io.upstream.metrics.tools.Alert;
import io.upstream.metrics.tools.promql.Component;
import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Quantile;
import io.upstream.metrics.tools.promql.Series;
import io.upstream.metrics.tools.promql.Vector;
import io.upstream.metrics.tools.promql.Window;
import java.util.List;

/** The alerts about the metrics themselves. */
final class GuardAlerts {

  private static final Window BEFORE = Window.H6;

  private GuardAlerts() {}

  static List<Alert> with(Thresholds thresholds) {
    return List.of(
        labelBudget(thresholds.of("LabelBudgetNearlySpent")),
        pageBudget(thresholds.of("PageBudgetNearlySpent")),
        personalData(thresholds.of("PersonalDataCaught")),
        refused(thresholds.of("MetricsRecordingsRefused")),
        collector(thresholds.of("MetricsCollectorFailing")),
        slow(thresholds.of("MetricsPageSlow")),
        access(thresholds.of("MetricsAccessRefused")),
        push(thresholds.of("MetricsPushFailing")));
  }

  /**
   * Nearly spent; and where all is spent, only if values are folded for it: idle values leave when
   * their place is wanted, so those that are named are all in use then.
   */
  private static Alert labelBudget(Thresholds.Rule rule) {
    Window window = rule.window("window");
    Expr spent =
        Series.of(SelfFamilies.LABEL_VALUES)
            .unlike(LabelLabels::label, rule.text("ignoredLabels"))
            .max()
            .byJob()
            .by(LabelLabels::label)
            .over(
                Series.of(SelfFamilies.LABEL_BUDGET).max().byJob().by(LabelLabels::label).above(0));
    Expr folded =
        Series.of(SelfFamilies.FOLDED)
            .where(FoldedLabels::reason, FoldReason.OVER_BUDGET)
            .increase(window)
            .sum()
            .byJob()
            .by(FoldedLabels::label)
            .above(0);
    return rule.alert(Area.METRICS, GuardPanels.GUARD)
        .when(spent.above(rule.ratio()).unless(spent.atLeast(1).unless(folded)))
        .says(
            "The values of {{ $labels.label }} hardly fit their budget",
            ("{{ $value | humanizePercentage }} of the budget of {{ $labels.label }} in {{"
                    + " $labels.job }} is spent, above %s. At 100%% the values in use do not fit,"
                    + " and others were folded into _OTHER within %s. The guard's report suggests"
                    + " a budget and lists the values that were not used for the longest time; a"
                    + " label that is meant to fold belongs in ignoredLabels of thresholds.yml.")
                .formatted(rule.percent(), window));
  }

  private static Alert pageBudget(Thresholds.Rule rule) {
    return rule.alert(Area.METRICS, GuardPanels.GUARD)
        .when(GuardPanels.PAGE_SPENT.above(rule.ratio()))
        .says(
            "The page of {{ $labels.instance }} is nearly full",
            ("{{ $labels.instance }} of {{ $labels.job }} uses {{ $value | humanizePercentage }} of"
                    + " its line budget, above %s. upstream_metrics_lines says which family.")
                .formatted(rule.percent()));
  }

  private static Alert personalData(Thresholds.Rule rule) {
    Window window = rule.window("window");
    return rule.alert(Area.METRICS, GuardPanels.GUARD)
        .when(
            happened(
                Series.of(SelfFamilies.REDACTED),
                window,
                RedactedLabels::label,
                RedactedLabels::detector))
        .says(
            "Personal data was passed as a label value",
            ("The detector {{ $labels.detector }} caught {{ $value | humanize }} values of {{"
                    + " $labels.label }} in {{ $labels.job }} in %s, more than 0. The page shows"
                    + " _REDACTED in their place; the code that passes them has to be changed.")
                .formatted(window));
  }

  private static Alert refused(Thresholds.Rule rule) {
    Window window = rule.window("window");
    return rule.alert(Area.METRICS, GuardPanels.GUARD)
        .when(
            happened(
                Series.of(SelfFamilies.REJECTED),
                window,
                RejectedLabels::family,
                RejectedLabels::reason))
        .says(
            "Recordings of {{ $labels.family }} are refused",
            ("{{ $value | humanize }} recordings of {{ $labels.family }} in {{ $labels.job }} were"
                    + " refused in %s, more than 0 ({{ $labels.reason }}): its numbers are"
                    + " incomplete.")
                .formatted(window));
  }

  private static Alert collector(Thresholds.Rule rule) {
    Window window = rule.window("window");
    return rule.alert(Area.METRICS, GuardPanels.GUARD)
        .when(happened(Series.of(SelfFamilies.SCRAPE_ERRORS), window, CollectorLabels::collector))
        .says(
            "The collector {{ $labels.collector }} fails",
            ("{{ $labels.collector }} of {{ $labels.job }} failed {{ $value | humanize }} times in"
                    + " %s, more than 0. Its families are missing from the page; the log has the"
                    + " reason once.")
                .formatted(window));
  }

  private static Alert slow(Thresholds.Rule rule) {
    return rule.alert(Area.METRICS, GuardPanels.GUARD)
        .when(
            Quantile.of(0.95, SelfFamilies.SCRAPE_DURATION, rule.window("window"))
                .byJob()
                .above(rule.number("seconds")))
        .says(
            "The metrics page of {{ $labels.job }} is slow",
            ("95%% of the pages of {{ $labels.job }} take up to {{ $value | humanizeDuration }},"
                    + " above %ss. Look for a collector of the application that waits for"
                    + " something.")
                .formatted(rule.shown("seconds")));
  }

  private static Alert access(Thresholds.Rule rule) {
    Window window = rule.window("window");
    return rule.alert(Area.METRICS, GuardPanels.GUARD)
        .when(
            Series.of(SelfFamilies.ACCESS_REFUSED)
                .increase(window)
                .sum()
                .byJob()
                .by(AccessLabels::reason)
                .above(rule.number("requests")))
        .says(
            "Requests for the metrics of {{ $labels.job }} are refused",
            ("{{ $labels.job }} refused {{ $value | humanize }} requests for its page in %s, above"
                    + " %s ({{ $labels.reason }}).")
                .formatted(window, rule.shown("requests")));
  }

  private static Alert push(Thresholds.Rule rule) {
    Window window = rule.window("window");
    return rule.alert(Area.METRICS, GuardPanels.GUARD)
        .when(
            Series.of(SelfFamilies.PUSH_FAILURES)
                .increase(window)
                .sum()
                .byJob()
                .by(PushLabels::target)
                .above(0))
        .says(
            "Pushes to {{ $labels.target }} fail",
            ("{{ $value | humanize }} pushes of {{ $labels.job }} to {{ $labels.target }} failed in"
                    + " %s, more than 0.")
                .formatted(window));
  }

  /**
   * Returns the condition that an event happened within a window.
   *
   * <p>An increase alone misses events while nothing is scraped, and a series that appears with its
   * first event. So the condition also holds if a value is higher than before the window. The time
   * before is longer than a gap, after which the same value must not count as an increase.
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  private static <L extends Record> Expr happened(
      Series<L> counter, Window window, Component<L, ?>... labels) {
    Expr now = each(counter, labels);
    Expr before = each(counter.highest(BEFORE, window), labels);
    return each(counter.increase(window), labels)
        .above(0)
        .or(now.minus(before).above(0))
        .or(now.unless(before).above(0));
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  private static <L extends Record> Expr each(Vector<L> vector, Component<L, ?>... labels) {
    return vector.sum().byJob().by(labels);
  }
}
