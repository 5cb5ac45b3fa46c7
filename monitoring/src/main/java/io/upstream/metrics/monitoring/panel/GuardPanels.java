package io.upstream.metrics.monitoring.panel;

import static io.upstream.metrics.catalog.SelfFamilies.ACCESS_REFUSED;
import static io.upstream.metrics.catalog.SelfFamilies.BUILD_INFO;
import static io.upstream.metrics.catalog.SelfFamilies.FOLDED;
import static io.upstream.metrics.catalog.SelfFamilies.LABEL_BUDGET;
import static io.upstream.metrics.catalog.SelfFamilies.LABEL_DEMAND;
import static io.upstream.metrics.catalog.SelfFamilies.LABEL_LEFT;
import static io.upstream.metrics.catalog.SelfFamilies.LABEL_NAMED;
import static io.upstream.metrics.catalog.SelfFamilies.LABEL_PROMOTED;
import static io.upstream.metrics.catalog.SelfFamilies.LABEL_RETURNED;
import static io.upstream.metrics.catalog.SelfFamilies.LABEL_VALUES;
import static io.upstream.metrics.catalog.SelfFamilies.LINES;
import static io.upstream.metrics.catalog.SelfFamilies.LINE_BUDGET;
import static io.upstream.metrics.catalog.SelfFamilies.PUSH_FAILURES;
import static io.upstream.metrics.catalog.SelfFamilies.REDACTED;
import static io.upstream.metrics.catalog.SelfFamilies.REJECTED;
import static io.upstream.metrics.catalog.SelfFamilies.SCRAPE_DURATION;
import static io.upstream.metrics.catalog.SelfFamilies.SCRAPE_ERRORS;
import static io.upstream.metrics.catalog.SelfFamilies.ZERO_FIRST_HOLD;
import static io.upstream.metrics.tools.promql.Window.H1;
import static io.upstream.metrics.tools.promql.Window.M15;
import static io.upstream.metrics.tools.promql.Window.M5;

import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.SelfFamilies.AccessLabels;
import io.upstream.metrics.catalog.SelfFamilies.BuildLabels;
import io.upstream.metrics.catalog.SelfFamilies.CollectorLabels;
import io.upstream.metrics.catalog.SelfFamilies.FamilyLabels;
import io.upstream.metrics.catalog.SelfFamilies.FoldedLabels;
import io.upstream.metrics.catalog.SelfFamilies.LabelLabels;
import io.upstream.metrics.catalog.SelfFamilies.PushLabels;
import io.upstream.metrics.catalog.SelfFamilies.RedactedLabels;
import io.upstream.metrics.catalog.SelfFamilies.RejectedLabels;
import io.upstream.metrics.monitoring.threshold.Thresholds;
import io.upstream.metrics.tools.Dashboard;
import io.upstream.metrics.tools.Dashboard.Row;
import io.upstream.metrics.tools.Panel;
import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Quantile;
import io.upstream.metrics.tools.promql.Series;
import java.util.List;

/** The panels of the library itself: budgets, privacy, the page. */
public final class GuardPanels {

  /** By the fullest instance: a budget is each process's own. */
  static final Expr BUDGET_SPENT = Series.of(LABEL_VALUES).over(Series.of(LABEL_BUDGET).above(0));

  public static final Expr PAGE_SPENT =
      Series.of(LINES).sum().byInstance().over(Series.of(LINE_BUDGET).max().byInstance().above(0));

  public static final Dashboard GUARD =
      new Dashboard(
          "upstream-guard",
          "guard",
          "Upstream Metrics Guard",
          "Whether the metrics themselves are well: budgets, what was folded, privacy, the page.",
          "upstream",
          Services.ALL.selector(),
          List.of(
              Row.of(
                  "Guard",
                  Panel.of(
                          "G01",
                          "Label budgets spent",
                          "Named values as a share of each label's budget, by instance. At 100 % a new"
                              + " value is named if an idle one makes room, and folds into _OTHER if"
                              + " not; the alert comes at 80 %.",
                          "percentunit")
                      .line(Expr.top(20, BUDGET_SPENT), "{{label}} {{instance}}")
                      .badAbove(Thresholds.COMMITTED.of("LabelBudgetNearlySpent").ratio()),
                  Panel.of(
                          "G02",
                          "Demand",
                          "Distinct values that were asked for: what a budget would have to be.",
                          "short")
                      .line(Series.of(LABEL_DEMAND).max().by(LabelLabels::label), "{{label}}"),
                  Panel.of(
                          "G03",
                          "Folded values",
                          "Label values folded each second, by label and reason.",
                          "ops")
                      .line(
                          Series.of(FOLDED)
                              .rate(M5)
                              .sum()
                              .by(FoldedLabels::label, FoldedLabels::reason),
                          "{{label}} {{reason}}"),
                  Panel.of(
                          "G04",
                          "Personal data caught",
                          "Values that a detector caught in the last hour. Every one is a caller to"
                              + " mend.",
                          "short")
                      .line(
                          Series.of(REDACTED)
                              .increase(H1)
                              .sum()
                              .by(RedactedLabels::label, RedactedLabels::detector),
                          "{{label}} {{detector}}"),
                  Panel.of(
                          "G05",
                          "Page budget spent",
                          "Lines on each instance's page as a share of its line budget.",
                          "percentunit")
                      .line(PAGE_SPENT, "{{instance}}"),
                  Panel.of(
                          "G06",
                          "Largest families",
                          "The ten families with the most lines, on the instance that has the most.",
                          "short")
                      .as(Panel.Shape.BARGAUGE)
                      .line(
                          HttpPanels.top(Series.of(LINES).max().by(FamilyLabels::family)),
                          "{{family}}"),
                  Panel.of(
                          "G07",
                          "Refused recordings",
                          "Recordings refused each second, by family and reason.",
                          "ops")
                      .line(
                          Series.of(REJECTED)
                              .rate(M5)
                              .sum()
                              .by(RejectedLabels::family, RejectedLabels::reason),
                          "{{family}} {{reason}}"),
                  Panel.of(
                          "G08",
                          "Time to write a page",
                          "95 % of the pages took at most this.",
                          "s")
                      .line(Quantile.of(0.95, SCRAPE_DURATION, M15), "p95"),
                  Panel.of(
                          "G09",
                          "Failing collectors",
                          "Collectors that failed while a page was written, each second.",
                          "ops")
                      .line(
                          Series.of(SCRAPE_ERRORS).rate(M5).sum().by(CollectorLabels::collector),
                          "{{collector}}"),
                  Panel.of(
                          "G10",
                          "Turned away",
                          "Requests that the metrics endpoint refused each second, by reason.",
                          "reqps")
                      .line(
                          Series.of(ACCESS_REFUSED).rate(M5).sum().by(AccessLabels::reason),
                          "{{reason}}"),
                  Panel.of("G11", "Failed pushes", "Pushes that failed each second.", "ops")
                      .line(
                          Series.of(PUSH_FAILURES).rate(M5).sum().by(PushLabels::target),
                          "{{target}}"),
                  Panel.of(
                          "G13",
                          "Values that came and left",
                          "Values of a label that were named, came back after they had left, and left,"
                              + " each hour.",
                          "short")
                      .line(Expr.top(10, hourly(LABEL_NAMED)), "{{label}} named")
                      .line(Expr.top(10, hourly(LABEL_RETURNED)), "{{label}} returned")
                      .line(Expr.top(10, hourly(LABEL_LEFT)), "{{label}} left"),
                  Panel.of(
                          "G14",
                          "Values promoted",
                          "Heavy values that were given the place of a weaker one, each hour: with"
                              + " the naming heaviest at most four, and more after a start.",
                          "short")
                      .line(hourly(LABEL_PROMOTED), "{{label}}"),
                  Panel.of(
                          "G15",
                          "Zero-first hold",
                          "How long scrapers are shown 0 for a new counter or histogram: 3.3 times"
                              + " the largest gap between scrapes.",
                          "s")
                      .line(Series.of(ZERO_FIRST_HOLD).max().byInstance(), "{{instance}}"),
                  Panel.of("G12", "Versions", "Instances by the version of the library.", "short")
                      .as(Panel.Shape.STAT)
                      .line(
                          Series.of(BUILD_INFO).count().by(BuildLabels::version), "{{version}}"))));

  private GuardPanels() {}

  private static Expr hourly(CounterFamily<LabelLabels> family) {
    return Series.of(family).increase(H1).sum().by(LabelLabels::label);
  }
}
