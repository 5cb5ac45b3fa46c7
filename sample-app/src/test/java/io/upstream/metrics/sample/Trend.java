package io.upstream.metrics.sample;

import java.util.List;

/**
 * A line through points, by least squares.
 *
 * @param slope how much y grows with each x
 * @param error the slope's standard error
 */
record Trend(double slope, double error) {

  /** One of the points. */
  record Point(double x, double y) {}

  static Trend of(List<Point> points) {
    double x = points.stream().mapToDouble(Point::x).average().orElseThrow();
    double y = points.stream().mapToDouble(Point::y).average().orElseThrow();
    double xx = points.stream().mapToDouble(each -> square(each.x() - x)).sum();
    double xy = points.stream().mapToDouble(each -> (each.x() - x) * (each.y() - y)).sum();
    double slope = xy / xx;
    double rest =
        points.stream().mapToDouble(each -> square(each.y() - y - slope * (each.x() - x))).sum();
    return new Trend(slope, Math.sqrt(rest / (points.size() - 2) / xx));
  }

  private static double square(double number) {
    return number * number;
  }
}
