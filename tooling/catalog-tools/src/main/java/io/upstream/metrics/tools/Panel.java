package io.upstream.metrics.tools;

import io.upstream.metrics.tools.promql.Expr;
import java.util.ArrayList;
import java.util.List;

/**
 * A panel of a Grafana dashboard.
 *
 * @param title what it shows
 * @param description how to read it
 * @param unit Grafana's name of the unit, such as {@code s}, {@code bytes}, {@code short}
 * @param kind how it is drawn
 * @param targets what is drawn
 */
public record Panel(
    String title, String description, String unit, Kind kind, List<Target> targets) {

  /** Copies the list. */
  public Panel {
    targets = List.copyOf(targets);
  }

  /** How a panel is drawn. */
  public enum Kind {
    TIMESERIES,
    HEATMAP,
    STAT
  }

  /**
   * A line, or one for each label value.
   *
   * @param expr what to draw
   * @param legend how Grafana names the lines, such as <code>{{channel}}</code>
   */
  public record Target(Expr expr, String legend) {}

  /** A panel over time without lines yet. */
  public static Panel of(String title, String description, String unit) {
    return new Panel(title, description, unit, Kind.TIMESERIES, List.of());
  }

  /** This panel with one more expression. */
  public Panel line(Expr expr, String legend) {
    List<Target> all = new ArrayList<>(targets);
    all.add(new Target(expr, legend));
    return new Panel(title, description, unit, kind, all);
  }

  /** This panel drawn in another way. */
  public Panel as(Kind other) {
    return new Panel(title, description, unit, other, targets);
  }
}
