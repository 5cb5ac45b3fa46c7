package io.upstream.metrics.tools.promql;

/** The kinds of places that an expression is written for; they decide its windows and matchers. */
public enum Place {
  /** A page that people copy from: as short as it can be. */
  GUIDE,
  /** A rule: names that every process exports are limited to our job. */
  RULE,
  /** A panel: Grafana chooses the window, and the dashboard's variables limit every series. */
  PANEL
}
