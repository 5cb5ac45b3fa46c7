package io.upstream.metrics.tools;

import io.upstream.metrics.tools.promql.Expr;
import java.util.ArrayList;
import java.util.List;

/**
 * A panel of a Grafana dashboard.
 *
 * @param id a requirement's number; empty if there is none
 * @param title its title
 * @param description an explanation of the panel
 * @param shape its shape
 * @param unit Grafana's name of the unit, such as {@code s}, {@code bytes}, {@code short}
 * @param targets the expressions that it draws
 * @param limit the number at which it becomes bad
 * @param range the time that it always shows; empty for that of the dashboard
 */
public record Panel(
    String id,
    String title,
    String description,
    Shape shape,
    String unit,
    List<Target> targets,
    Limit limit,
    String range) {

  /** Copies the list. */
  public Panel {
    targets = List.copyOf(targets);
  }

  /** The shape in which a panel is drawn. */
  public enum Shape {
    TIMESERIES,
    STAT,
    BARGAUGE,
    HEATMAP,
    TABLE
  }

  /**
   * An expression, drawn as one line or as a line for each label value.
   *
   * @param expr the expression to draw
   * @param legend the pattern by which Grafana names the lines, such as <code>{{channel}}</code>
   */
  public record Target(Expr expr, String legend) {}

  /**
   * The number at which a panel becomes bad.
   *
   * @param value the number; NaN if there is none
   * @param above true if values above the number are bad; false if values below it are
   */
  public record Limit(double value, boolean above) {

    /** No limit. */
    public static final Limit NONE = new Limit(Double.NaN, true);

    /** Returns whether there is none. */
    public boolean isNone() {
      return Double.isNaN(value);
    }
  }

  /** Returns a panel over time without lines yet. */
  public static Panel of(String title, String description, String unit) {
    return of("", title, description, unit);
  }

  /** Returns a panel over time without lines yet, with a requirement's number. */
  public static Panel of(String id, String title, String description, String unit) {
    return new Panel(id, title, description, Shape.TIMESERIES, unit, List.of(), Limit.NONE, "");
  }

  /** Returns this panel with one more expression. */
  public Panel line(Expr expr, String legend) {
    List<Target> all = new ArrayList<>(targets);
    all.add(new Target(expr, legend));
    return new Panel(id, title, description, shape, unit, all, limit, range);
  }

  /** Returns this panel drawn in another way. */
  public Panel as(Shape other) {
    return new Panel(id, title, description, other, unit, targets, limit, range);
  }

  /** Returns this panel with what is above a number marked as bad. */
  public Panel badAbove(double value) {
    return new Panel(id, title, description, shape, unit, targets, new Limit(value, true), range);
  }

  /** Returns this panel with what is below a number marked as bad. */
  public Panel badBelow(double value) {
    return new Panel(id, title, description, shape, unit, targets, new Limit(value, false), range);
  }

  /**
   * Returns this panel with its own time range, such as {@code 30d}, instead of that of the
   * dashboard.
   */
  public Panel over(String time) {
    return new Panel(id, title, description, shape, unit, targets, limit, time);
  }
}
