package io.upstream.metrics.monitoring;

import io.upstream.metrics.tools.promql.Expr;
import java.util.ArrayList;
import java.util.List;

/**
 * One picture of a dashboard.
 *
 * @param id its number in the inventory of what was asked for, or one of ours
 * @param title what is shown
 * @param description how to read it
 * @param shape how it is drawn
 * @param unit Grafana's name of the unit
 * @param targets what is drawn
 * @param limit where it becomes bad
 * @param range the time that it shows whatever the dashboard's is; empty for the dashboard's
 */
record Panel(
    String id,
    String title,
    String description,
    Shape shape,
    String unit,
    List<Target> targets,
    Limit limit,
    String range) {

  /** How a panel is drawn. */
  enum Shape {
    TIMESERIES,
    STAT,
    BARGAUGE,
    HEATMAP,
    TABLE
  }

  /**
   * A line, or a group of lines.
   *
   * @param expr what to draw
   * @param legend how Grafana names each line
   */
  record Target(Expr expr, String legend) {}

  /**
   * Where a number becomes bad.
   *
   * @param value the number; NaN if there is none
   * @param above whether it is bad above it, or below
   */
  record Limit(double value, boolean above) {

    static final Limit NONE = new Limit(Double.NaN, true);

    boolean isNone() {
      return Double.isNaN(value);
    }
  }

  static Panel of(String id, String title, String description, String unit) {
    return new Panel(id, title, description, Shape.TIMESERIES, unit, List.of(), Limit.NONE, "");
  }

  /** Draws an expression. */
  Panel line(Expr expr, String legend) {
    List<Target> all = new ArrayList<>(targets);
    all.add(new Target(expr, legend));
    return new Panel(id, title, description, shape, unit, List.copyOf(all), limit, range);
  }

  /** Draws it otherwise than over time. */
  Panel as(Shape other) {
    return new Panel(id, title, description, other, unit, targets, limit, range);
  }

  /** Marks what is above a number as bad. */
  Panel badAbove(double value) {
    return new Panel(id, title, description, shape, unit, targets, new Limit(value, true), range);
  }

  /** Marks what is below a number as bad. */
  Panel badBelow(double value) {
    return new Panel(id, title, description, shape, unit, targets, new Limit(value, false), range);
  }

  /** Shows a time of its own, which is long: what it draws was recorded. */
  Panel over(String time) {
    return new Panel(id, title, description, shape, unit, targets, limit, time);
  }
}
