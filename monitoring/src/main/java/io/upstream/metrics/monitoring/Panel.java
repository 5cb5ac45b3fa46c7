package io.upstream.metrics.monitoring;

import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Place;
import io.upstream.metrics.tools.promql.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
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
 */
record Panel(
    String id, String title, String description, Shape shape, String unit, List<Target> targets) {

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

  static Panel of(String id, String title, String description, String unit) {
    return new Panel(id, title, description, Shape.TIMESERIES, unit, List.of());
  }

  /** Draws an expression. */
  Panel line(Expr expr, String legend) {
    List<Target> all = new ArrayList<>(targets);
    all.add(new Target(expr, legend));
    return new Panel(id, title, description, shape, unit, List.copyOf(all));
  }

  /** Draws it otherwise than over time. */
  Panel as(Shape other) {
    return new Panel(id, title, description, other, unit, targets);
  }

  /**
   * The shortest step that makes sense: Grafana's rate interval is never shorter, so a rate of rare
   * events looks as far back as its question does.
   */
  Duration step() {
    return targets.stream()
        .flatMap(
            target ->
                Arrays.stream(Window.values())
                    .filter(
                        window ->
                            target.expr().in(Place.GUIDE).contains("[" + window.text() + "]")))
        .map(Window::length)
        .filter(length -> length.compareTo(Duration.ofMinutes(5)) > 0)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }
}
