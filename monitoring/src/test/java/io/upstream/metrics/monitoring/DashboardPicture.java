package io.upstream.metrics.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import io.upstream.metrics.testing.PrometheusServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Draws a dashboard's JSON with what a Prometheus answers, as a page without scripts.
 *
 * <p>It is not Grafana: it places panels by their grid, draws lines, bars, numbers and thresholds,
 * and shows units and legends, which is enough to see whether a panel says what it should.
 */
final class DashboardPicture {

  private static final int COLUMN = 60;
  private static final int ROW = 34;
  private static final List<String> COLORS =
      List.of(
          "#3274d9", "#e0752d", "#56a64b", "#a352cc", "#e0b400", "#e02f44", "#37872d", "#1f60c4",
          "#8f3bb8", "#c4162a");

  private final PrometheusServer prometheus;
  private final String job;
  private final long end;
  private final long span;
  private final StringBuilder page = new StringBuilder();
  private final List<String> empty = new ArrayList<>();

  DashboardPicture(PrometheusServer prometheus, String job, long end, long span) {
    this.prometheus = prometheus;
    this.job = job;
    this.end = end;
    this.span = span;
  }

  /** Returns the titles of the panels that had nothing to show. */
  List<String> empty() {
    return empty;
  }

  /** Returns the height of the page. */
  static int height(JsonNode dashboard) {
    int bottom = 0;
    for (JsonNode panel : dashboard.get("panels")) {
      JsonNode place = panel.get("gridPos");
      bottom = Math.max(bottom, place.get("y").asInt() + place.get("h").asInt());
    }
    return 70 + bottom * ROW;
  }

  static int width() {
    return 24 * COLUMN + 20;
  }

  String draw(JsonNode dashboard) throws IOException {
    page.append(
        """
        <!doctype html><meta charset="utf-8"><style>
        body{margin:0;background:#f4f5f5;font:12px sans-serif;color:#24292e}
        h1{font-size:18px;margin:12px} .p{position:absolute;background:#fff;border:1px solid #ddd;
        overflow:hidden} .t{font-weight:bold;padding:4px 8px;white-space:nowrap} .r{position:absolute;
        font-weight:bold;font-size:14px;padding:8px} .s{font-size:34px;text-align:center;color:#fff;
        position:absolute;left:0;right:0;bottom:0;top:24px;display:flex;align-items:center;
        justify-content:center} .l{padding:0 8px;white-space:nowrap;overflow:hidden;height:15px}
        td{padding:2px 8px;font-size:11px} .b{height:17px;margin:2px 8px;position:relative}
        .b i{position:absolute;height:100%;left:0;background:#3274d9;opacity:.55}
        .b span{position:absolute;left:4px;top:1px;white-space:nowrap} .b em{position:absolute;right:4px;
        top:1px;font-style:normal}</style>
        """);
    page.append("<h1>").append(text(dashboard.get("title").asText())).append("</h1>");
    for (JsonNode panel : dashboard.get("panels")) {
      JsonNode place = panel.get("gridPos");
      String style =
          "left:%dpx;top:%dpx;width:%dpx;height:%dpx"
              .formatted(
                  10 + place.get("x").asInt() * COLUMN,
                  50 + place.get("y").asInt() * ROW,
                  place.get("w").asInt() * COLUMN - 8,
                  place.get("h").asInt() * ROW - 8);
      String type = panel.get("type").asText();
      if (type.equals("row")) {
        page.append("<div class=r style='%s'>%s</div>".formatted(style, title(panel)));
      } else {
        page.append("<div class=p style='%s'><div class=t>%s</div>".formatted(style, title(panel)));
        panel(panel, type, place.get("w").asInt() * COLUMN - 8, place.get("h").asInt() * ROW - 8);
        page.append("</div>");
      }
    }
    return page.toString();
  }

  private static String title(JsonNode panel) {
    String range = panel.path("timeFrom").asText();
    return text(panel.get("title").asText() + (range.isEmpty() ? "" : " (" + range + ")"));
  }

  private void panel(JsonNode panel, String type, int width, int height) throws IOException {
    Map<String, double[][]> lines = new LinkedHashMap<>();
    for (JsonNode target : panel.get("targets")) {
      String expr = concrete(target.get("expr").asText());
      boolean now = target.path("instant").asBoolean();
      Map<Map<String, String>, double[][]> answer =
          now
              ? points(prometheus.query(expr, (double) end))
              : prometheus.range(expr, end - span, end, 60);
      answer.forEach(
          (labels, points) ->
              lines.put(legend(target.get("legendFormat").asText(), labels), points));
    }
    if (lines.isEmpty()) {
      empty.add(panel.get("title").asText());
      page.append("<div class=l>No data</div>");
      return;
    }
    JsonNode defaults = panel.get("fieldConfig").get("defaults");
    String unit = defaults.get("unit").asText();
    switch (type) {
      case "stat" -> stat(lines, defaults, unit);
      case "bargauge" -> bars(lines, unit);
      case "table" -> table(lines);
      default -> chart(lines, defaults, unit, width, height);
    }
  }

  private String concrete(String expr) {
    return PanelText.concrete(
        expr.replace("$__range", span + "s")
            .replace("$job", job)
            .replace("$__rate_interval", "5m"));
  }

  private static Map<Map<String, String>, double[][]> points(
      Map<Map<String, String>, Double> answer) {
    Map<Map<String, String>, double[][]> points = new LinkedHashMap<>();
    answer.entrySet().stream()
        .sorted((a, b) -> Double.compare(b.getValue(), a.getValue()))
        .forEach(each -> points.put(each.getKey(), new double[][] {{0, each.getValue()}}));
    return points;
  }

  private void stat(Map<String, double[][]> lines, JsonNode defaults, String unit) {
    double value = last(lines.values().iterator().next());
    page.append(
        "<div class=s style='background:%s'>%s</div>"
            .formatted(color(defaults, value), show(value, unit)));
  }

  private static String color(JsonNode defaults, double value) {
    String color = "blue";
    for (JsonNode step : defaults.get("thresholds").get("steps")) {
      if (step.get("value").isNull() || value >= step.get("value").asDouble()) {
        color = step.get("color").asText();
      }
    }
    return Map.of("green", "#56a64b", "red", "#e02f44").getOrDefault(color, "#3274d9");
  }

  private void bars(Map<String, double[][]> lines, String unit) {
    double most = lines.values().stream().mapToDouble(DashboardPicture::last).max().orElse(1);
    lines.forEach(
        (name, points) ->
            page.append(
                "<div class=b><i style='width:%.0f%%'></i><span>%s</span><em>%s</em></div>"
                    .formatted(
                        most > 0 ? 100 * last(points) / most : 0,
                        text(name),
                        show(last(points), unit))));
  }

  private void table(Map<String, double[][]> lines) {
    page.append("<table>");
    lines.forEach(
        (name, points) ->
            page.append("<tr><td>%s<td>%s".formatted(text(name), show(last(points), "short"))));
    page.append("</table>");
  }

  private void chart(
      Map<String, double[][]> lines, JsonNode defaults, String unit, int width, int height) {
    int legend = Math.min(3, (lines.size() + 3) / 4) * 15 + 4;
    int bottom = height - 24 - legend - 16;
    double most = defaults.has("max") ? defaults.get("max").asDouble() : 0;
    double least = defaults.has("min") ? defaults.get("min").asDouble() : 0;
    List<Double> limits = new ArrayList<>();
    if (defaults.path("custom").has("thresholdsStyle")) {
      for (JsonNode step : defaults.get("thresholds").get("steps")) {
        if (!step.get("value").isNull()) {
          limits.add(step.get("value").asDouble());
        }
      }
    }
    if (!defaults.has("max")) {
      for (double[][] points : lines.values()) {
        for (double[] point : points) {
          if (Double.isFinite(point[1])) {
            most = Math.max(most, point[1]);
            least = Math.min(least, point[1]);
          }
        }
      }
      for (double limit : limits) {
        most = Math.max(most, limit);
      }
      most = most > least ? most * 1.05 : least + 1;
    }
    page.append("<svg width=%d height=%d style='display:block'>".formatted(width, bottom + 18));
    for (int i = 0; i <= 4; i++) {
      double value = least + (most - least) * i / 4;
      int y = (int) (bottom - (bottom - 6) * i / 4.0);
      page.append(
          "<line x1=60 x2=%d y1=%d y2=%d stroke=#eee /><text x=56 y=%d font-size=10 text-anchor=end>%s</text>"
              .formatted(width - 8, y, y, y + 3, show(value, unit)));
    }
    for (double limit : limits) {
      int y = y(limit, least, most, bottom);
      page.append(
          "<line x1=60 x2=%d y1=%d y2=%d stroke='#e02f44' stroke-dasharray=6 />"
              .formatted(width - 8, y, y));
    }
    int number = 0;
    for (double[][] points : lines.values()) {
      StringBuilder path = new StringBuilder();
      for (double[] point : points) {
        if (Double.isFinite(point[1])) {
          path.append(
              "%s%.1f %d "
                  .formatted(
                      path.isEmpty() ? "M" : "L",
                      60 + (width - 68) * (point[0] - (end - span)) / span,
                      y(point[1], least, most, bottom)));
        }
      }
      page.append(
          "<path d='%s' fill=none stroke-width=1.5 stroke='%s' />"
              .formatted(path, COLORS.get(number++ % COLORS.size())));
    }
    page.append("</svg>");
    number = 0;
    for (String name : lines.keySet()) {
      if (number % 4 == 0) {
        page.append(number == 0 ? "<div class=l>" : "</div><div class=l>");
      }
      page.append(
          "<span style='color:%s'>&#9632;</span> %s &nbsp; "
              .formatted(COLORS.get(number++ % COLORS.size()), text(name)));
    }
    page.append("</div>");
  }

  private static int y(double value, double least, double most, int bottom) {
    double share = Math.max(0, Math.min(1, (value - least) / (most - least)));
    return (int) (bottom - (bottom - 6) * share);
  }

  private static double last(double[][] points) {
    return points[points.length - 1][1];
  }

  private static String legend(String format, Map<String, String> labels) {
    Matcher name = Pattern.compile("\\{\\{([a-z_]+)}}").matcher(format);
    return name.replaceAll(
        match -> Matcher.quoteReplacement(labels.getOrDefault(match.group(1), "")));
  }

  private static String show(double value, String unit) {
    return switch (unit) {
      case "percentunit" -> number(value * 100) + "%";
      case "percent" -> number(value) + "%";
      case "s" -> seconds(value);
      case "bytes", "Bps" -> bytes(value) + (unit.equals("Bps") ? "/s" : "");
      case "reqps", "ops", "rps" -> number(value) + "/s";
      default -> number(value);
    };
  }

  private static String seconds(double value) {
    if (Math.abs(value) < 1 && value != 0) {
      return number(value * 1000) + " ms";
    }
    return value < 120
        ? number(value) + " s"
        : value < 7200 ? number(value / 60) + " min" : number(value / 3600) + " h";
  }

  private static String bytes(double value) {
    return value < 1024
        ? number(value) + " B"
        : value < 1 << 20
            ? number(value / 1024) + " KiB"
            : value < 1 << 30
                ? number(value / (1 << 20)) + " MiB"
                : number(value / (1 << 30)) + " GiB";
  }

  private static String number(double value) {
    if (!Double.isFinite(value)) {
      return String.valueOf(value);
    }
    double size = Math.abs(value);
    return String.format(
        Locale.ROOT, size == 0 || size >= 100 ? "%.0f" : size >= 1 ? "%.1f" : "%.3f", value);
  }

  private static String text(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
