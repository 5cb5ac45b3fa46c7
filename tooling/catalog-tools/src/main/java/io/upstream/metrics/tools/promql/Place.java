package io.upstream.metrics.tools.promql;

/** The kinds of places that an expression is written for; they decide its windows and matchers. */
public enum Place {
  /** A rule, or a page that people copy from. */
  RULE,
  /** A panel: Grafana chooses the window, and the dashboard's variables limit every series. */
  PANEL
}
