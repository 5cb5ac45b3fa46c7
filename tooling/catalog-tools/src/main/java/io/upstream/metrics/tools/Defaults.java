package io.upstream.metrics.tools;

import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.FamilyType;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.Label;
import io.upstream.metrics.catalog.LabelKind;
import io.upstream.metrics.catalog.UpDownFamily;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.tools.promql.Aggregate;
import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Series;
import io.upstream.metrics.tools.promql.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The default panels and recording rules of families. */
final class Defaults {

  private static final int LABELS_OF_A_PANEL = 2;
  private static final Window WINDOW = Window.M5;

  private Defaults() {}

  /**
   * Returns the dashboard of a catalogue: a row for each group, and one of the catalogue's own
   * panels.
   */
  static Dashboard dashboard(MetricsCatalogue catalogue) {
    List<Dashboard.Row> rows = new ArrayList<>();
    for (FamilyGroup group : catalogue.groups()) {
      List<Panel> panels =
          group.families().stream().flatMap(family -> panels(family).stream()).toList();
      if (!panels.isEmpty()) {
        rows.add(new Dashboard.Row(group.title(), panels));
      }
    }
    if (!catalogue.panels().isEmpty()) {
      rows.add(new Dashboard.Row("More", catalogue.panels()));
    }
    String names =
        catalogue.families().stream().map(Defaults::sample).collect(Collectors.joining("|"));
    return new Dashboard(
        catalogue.name() + "-metrics",
        catalogue.name(),
        catalogue.name(),
        "Every family of " + catalogue.name() + ", generated from its declarations.",
        catalogue.name(),
        names.isEmpty() ? "up" : "{__name__=~\"" + names + "\"}",
        rows);
  }

  private static String sample(Family<?> family) {
    return family.name() + (family instanceof HistogramFamily<?> ? "_count" : "");
  }

  /**
   * Returns the panels of a family: one, and a heatmap more for a histogram with classic buckets.
   */
  static List<Panel> panels(Family<?> family) {
    String[] labels = usefulLabels(family);
    Panel panel = Panel.of(title(family), family.help(), unit(family));
    if (family instanceof CounterFamily<?> counter) {
      return List.of(panel.line(rate(Series.of(counter)).keeping(labels), legend(labels)));
    }
    if (family instanceof UpDownFamily<?> upDown) {
      return List.of(panel.line(Series.of(upDown).sum().keeping(labels), legend(labels)));
    }
    if (family instanceof GaugeFamily<?> gauge) {
      return List.of(panel.line(Series.of(gauge).max().keeping(labels), legend(labels)));
    }
    HistogramFamily<?> histogram = (HistogramFamily<?>) family;
    boolean isNative = histogram.bounds().length == 0;
    Aggregate<?> buckets =
        isNative ? rate(Series.of(histogram)) : rate(Series.buckets(histogram)).byBound();
    Panel quantiles = panel;
    for (double quantile : new double[] {0.5, 0.95, 0.99}) {
      quantiles =
          quantiles.line(
              Expr.call("histogram_quantile", Expr.number(quantile), buckets),
              "p" + Math.round(quantile * 100));
    }
    if (isNative) {
      return List.of(quantiles);
    }
    Panel heatmap =
        Panel.of(title(family) + ", distribution", family.help(), unit(family))
            .line(buckets, "{{le}}")
            .as(Panel.Shape.HEATMAP);
    return List.of(quantiles, heatmap);
  }

  /**
   * Returns the recording rules of a family: without instances, and without labels of many values.
   */
  static List<Recording> recordings(Family<?> family) {
    String[] labels = keptLabels(family);
    if (family instanceof CounterFamily<?> counter) {
      return List.of(rate(family.baseName(), Series.of(counter), labels));
    }
    if (family instanceof HistogramFamily<?> histogram && histogram.bounds().length == 0) {
      return List.of(rate(family.name(), Series.of(histogram), labels));
    }
    if (family instanceof HistogramFamily<?> histogram) {
      String[] withBound =
          Stream.concat(Stream.of("le"), Arrays.stream(labels)).toArray(String[]::new);
      return List.of(
          rate(family.name() + "_bucket", Series.buckets(histogram), withBound),
          rate(family.name() + "_sum", Series.sumOf(histogram), labels),
          rate(family.name() + "_count", Series.countOf(histogram), labels));
    }
    if (family instanceof UpDownFamily<?> upDown) {
      return List.of(now("sum", family.name(), Series.of(upDown).sum(), labels));
    }
    if (family.type() == FamilyType.INFO) {
      return List.of();
    }
    GaugeFamily<?> gauge = (GaugeFamily<?>) family;
    // Each instance sets a gauge for itself, so minimum and maximum over instances mean something
    // and the sum does not.
    return List.of(
        now("min", family.name(), Series.of(gauge).min(), labels),
        now("max", family.name(), Series.of(gauge).max(), labels));
  }

  private static <L extends Record> Aggregate<L> rate(Series<L> series) {
    return series.rate(WINDOW).sum();
  }

  private static <L extends Record> Recording rate(
      String base, Series<L> series, String... labels) {
    return new Recording("job:" + base + ":rate5m", rate(series).byJob().keeping(labels));
  }

  private static Recording now(String how, String name, Aggregate<?> aggregate, String... labels) {
    return new Recording("job:" + name + ":" + how, aggregate.byJob().keeping(labels));
  }

  /**
   * Returns the labels of a panel. It prefers labels that are not open, which say the most in the
   * fewest lines; it takes an open label only if the family has no other.
   */
  private static String[] usefulLabels(Family<?> family) {
    List<String> labels = new ArrayList<>();
    for (Label label : family.schema().labels()) {
      if (label.kind() != LabelKind.OPEN && labels.size() < LABELS_OF_A_PANEL) {
        labels.add(label.name());
      }
    }
    if (labels.isEmpty()) {
      family.schema().labels().stream()
          .filter(label -> label.type() != CustomerId.class)
          .findFirst()
          .ifPresent(label -> labels.add(label.name()));
    }
    return labels.toArray(String[]::new);
  }

  private static String[] keptLabels(Family<?> family) {
    return family.schema().labels().stream()
        .filter(label -> label.type() != CustomerId.class)
        .map(Label::name)
        .toArray(String[]::new);
  }

  private static String title(Family<?> family) {
    String words = family.baseName().replace('_', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  private static String unit(Family<?> family) {
    String name = family.baseName();
    boolean rate = family instanceof CounterFamily<?>;
    if (name.endsWith("_seconds") || name.contains("_seconds_")) {
      return "s";
    }
    if (name.endsWith("_bytes") || name.contains("_bytes_")) {
      return rate ? "Bps" : "bytes";
    }
    return name.endsWith("_ratio") ? "percentunit" : rate ? "cps" : "short";
  }

  private static String legend(String... labels) {
    return labels.length == 0
        ? "all"
        : Arrays.stream(labels).map(label -> "{{" + label + "}}").collect(Collectors.joining(" "));
  }
}
