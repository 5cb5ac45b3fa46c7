package io.upstream.metrics.benchmarks.report;

import io.upstream.metrics.benchmarks.peers.MeasuredLibrary;
import io.upstream.metrics.benchmarks.probe.Growth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The time of a page against the number of series, both in powers of ten. */
final class Plot {

  private static final int WIDTH = 720;
  private static final int HEIGHT = 440;
  private static final int LEFT = 70;
  private static final int RIGHT = 150;
  private static final int TOP = 30;
  private static final int BOTTOM = 50;
  private static final int LINE_HEIGHT = 16;
  private static final double LEAST_SERIES = 1e3;
  private static final double MOST_SERIES = 1e6;
  private static final double LEAST_MILLIS = 0.001;
  private static final double MOST_MILLIS = 1e4;

  /** The lines, one for each library. */
  private enum Line {
    MICROMETER("Micrometer", "#8e44ad"),
    CLIENT_JAVA("client_java", "#c0392b"),
    UPSTREAM("upstream-metrics", "#0b6e4f"),
    PREPARED("limit: a copy", "#7f8c8d");

    private final String title;
    private final String colour;

    Line(String title, String colour) {
      this.title = title;
      this.colour = colour;
    }
  }

  private final List<double[]> titles = new ArrayList<>();
  private final StringBuilder svg = new StringBuilder();

  private Plot() {}

  static String of(Measured measured) {
    Plot plot = new Plot();
    plot.frame();
    for (Line line : Line.values()) {
      plot.draw(line, measured);
    }
    return plot.svg.append("</svg>\n").toString();
  }

  private void frame() {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
            + " font-size=\"13\">",
        WIDTH, HEIGHT);
    add("<title>Time to write a page, by number of series</title>");
    add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, HEIGHT);
    for (double series = LEAST_SERIES; series <= MOST_SERIES; series *= 10) {
      double x = x(series);
      add(
          "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#e0e0e0\"/>",
          x, TOP, x, HEIGHT - BOTTOM);
      add(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%,.0f</text>",
          x, HEIGHT - BOTTOM + 18, series);
    }
    for (int power = -3; power <= 4; power++) {
      double y = y(Math.pow(10, power));
      add(
          "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#e0e0e0\"/>",
          LEFT, y, WIDTH - RIGHT, y);
      String millis = power < 0 ? "0." + "0".repeat(-power - 1) + "1" : "1" + "0".repeat(power);
      add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s ms</text>", LEFT - 6, y + 4, millis);
    }
    add(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">counter series on the page</text>",
        (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10);
    add("<text x=\"%d\" y=\"18\">time to write one page, text format</text>", LEFT);
  }

  private void draw(Line line, Measured measured) {
    StringBuilder path = new StringBuilder();
    double[] last = new double[2];
    for (int series : Benchmarks.SIZES) {
      String page = Growth.figure(Growth.Figure.PAGE, MeasuredLibrary.valueOf(line.name()), series);
      if (measured.has(page)) {
        last[0] = x(series);
        last[1] = y(measured.value(page) / 1e6);
        path.append(String.format(Locale.ROOT, "%.1f,%.1f ", last[0], last[1]));
        add(
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>",
            last[0], last[1], line.colour);
      }
    }
    if (path.isEmpty()) {
      return;
    }
    add(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>",
        path.toString().trim(), line.colour);
    add(
        "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\">%s</text>",
        last[0] + 8, free(last[0], last[1] + 4), line.colour, line.title);
  }

  /** Returns the height of a title that does not cover another one. */
  private double free(double x, double y) {
    double free = y;
    for (double[] title : titles) {
      if (title[0] == x && Math.abs(title[1] - free) < LINE_HEIGHT) {
        free = title[1] + LINE_HEIGHT;
      }
    }
    titles.add(new double[] {x, free});
    return free;
  }

  private static double x(double series) {
    return LEFT
        + (WIDTH - LEFT - RIGHT)
            * Math.log(series / LEAST_SERIES)
            / Math.log(MOST_SERIES / LEAST_SERIES);
  }

  private static double y(double millis) {
    return HEIGHT
        - BOTTOM
        - (HEIGHT - TOP - BOTTOM)
            * Math.log(millis / LEAST_MILLIS)
            / Math.log(MOST_MILLIS / LEAST_MILLIS);
  }

  private void add(String format, Object... arguments) {
    svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
