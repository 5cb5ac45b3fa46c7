package io.upstream.metrics.monitoring;

import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Place;
import java.util.Locale;

/**
 * A rule that tells somebody.
 *
 * <p>Who is told, after how long and above which threshold stands in {@link Thresholds}.
 *
 * @param ids its numbers in the inventory of what was asked for; empty for one of ours
 * @param rule its settings
 * @param area what is affected; alerts of one area and job are one notification
 * @param dashboard where to look
 * @param expr what has to be the case
 * @param summary what is the case, in one line
 * @param description where, how much, what the limit is, and what to look at first
 */
record Alert(
    String ids,
    Thresholds.Rule rule,
    Area area,
    Dashboard dashboard,
    Expr expr,
    String summary,
    String description) {

  /** What an alert is about. */
  enum Area {
    AVAILABILITY,
    ERRORS,
    LATENCY,
    DELIVERY,
    DATA,
    JOBS,
    DATABASE,
    CACHE,
    RESOURCES,
    METRICS,
    MONITORING;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Alert of(Thresholds.Rule rule, Area area, Dashboard dashboard) {
    return new Alert("", rule, area, dashboard, Expr.number(0), "", "");
  }

  /** Its numbers in the inventory. */
  Alert numbered(String ids) {
    return new Alert(ids, rule, area, dashboard, expr, summary, description);
  }

  /** What has to be the case. */
  Alert when(Expr expr) {
    return new Alert(ids, rule, area, dashboard, expr, summary, description);
  }

  /** What people are told. */
  Alert says(String summary, String description) {
    return new Alert(ids, rule, area, dashboard, expr, summary, description);
  }

  String name() {
    return rule.name();
  }

  String lasting() {
    return rule.lasting();
  }

  String severity() {
    return rule.severity();
  }

  /** As Prometheus evaluates it. */
  String text() {
    return expr.in(Place.RULE);
  }

  /** Where the dashboard is, limited to the job. */
  String dashboardUrl(Thresholds thresholds) {
    return thresholds.dashboards() + "/d/" + dashboard.uid() + "?var-job={{ $labels.job }}";
  }

  /** Where the runbook says what to do. */
  String runbookUrl(Thresholds thresholds) {
    return thresholds.runbook() + "#" + name().toLowerCase(Locale.ROOT);
  }
}
