package io.upstream.metrics.page.registry;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.FamilyType;
import io.upstream.metrics.catalog.NativeResolution;
import io.upstream.metrics.series.CounterSeries;
import io.upstream.metrics.series.FamilySeries;
import io.upstream.metrics.series.GaugeSeries;
import io.upstream.metrics.series.HistogramSeries;
import io.upstream.metrics.series.UpDownSeries;
import io.upstream.metrics.series.cell.Cell;
import io.upstream.metrics.series.cell.HistogramCell;
import io.upstream.metrics.series.cell.NativeCounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Converts our series to client_java's model, for the formats and exporters that use it. */
final class Snapshots {

  // The key is the name. The answer does not change while the process runs, and getting it takes
  // longer than all other steps of registering a family.
  private static final Map<String, Boolean> ACCEPTED = new ConcurrentHashMap<>();
  private static final int MOST_KNOWN = 1_000;

  private final ScrapeErrors errors;

  Snapshots(ScrapeErrors errors) {
    this.errors = errors;
  }

  /**
   * Returns whether this version of client_java accepts the name; older versions reserve some
   * names.
   */
  static boolean accepts(Family<?> family) {
    Boolean known = ACCEPTED.get(family.baseName());
    return known == null ? checkName(family) : known;
  }

  private static boolean checkName(Family<?> family) {
    boolean accepted = true;
    try {
      metadata(family);
    } catch (IllegalArgumentException e) {
      accepted = false;
    }
    if (ACCEPTED.size() < MOST_KNOWN) {
      ACCEPTED.put(family.baseName(), accepted);
    }
    return accepted;
  }

  private static MetricMetadata metadata(Family<?> family) {
    return new MetricMetadata(family.baseName(), family.help());
  }

  /** Returns a family, or null if client_java refuses it, which does not affect other families. */
  @Nullable MetricSnapshot snapshot(FamilySeries<?, ?> series) {
    if (series instanceof UpDownSeries<?> upDown) {
      errors.refresh(upDown);
    }
    // Without this, values would never leave if only the registry is read.
    series.lookForIdleValues();
    series.beginExemplars();
    return series.isShown() ? errors.call(series.family().name(), () -> of(series)) : null;
  }

  private MetricSnapshot of(FamilySeries<?, ?> series) {
    MetricMetadata metadata = metadata(series.family());
    if (series instanceof CounterSeries<?> counter) {
      return metadata.getName().equals(series.family().name())
          ? new UnknownSnapshot(
              metadata,
              points(
                  counter,
                  (labels, cell) -> {
                    double value = cell.value();
                    return Double.isNaN(value)
                        ? null
                        : new UnknownDataPointSnapshot(value, labels, null);
                  }))
          : new CounterSnapshot(
              metadata,
              points(
                  counter,
                  (labels, cell) -> {
                    double value = cell.value();
                    return Double.isNaN(value)
                        ? null
                        : new CounterDataPointSnapshot(
                            value,
                            labels,
                            snapshot(cell.exemplar()),
                            series.startMillis(cell.bornAt()));
                  }));
    } else if (series instanceof UpDownSeries<?> upDown) {
      return new GaugeSnapshot(
          metadata,
          points(
              upDown,
              (labels, cell) -> {
                long value = cell.value();
                return cell.isRetired() ? null : new GaugeDataPointSnapshot(value, labels, null);
              }));
    } else if (series instanceof GaugeSeries<?> gauge) {
      return gauge(metadata, gauge);
    }
    return histogram(metadata, (HistogramSeries<?>) series);
  }

  private MetricSnapshot gauge(MetricMetadata metadata, GaugeSeries<?> gauge) {
    if (gauge.family().type() == FamilyType.INFO) {
      return new InfoSnapshot(
          metadata,
          points(
              gauge,
              (labels, cell) -> cell.isPresent() ? new InfoDataPointSnapshot(labels) : null));
    }
    return new GaugeSnapshot(
        metadata,
        points(
            gauge,
            (labels, cell) -> {
              Double value = errors.read(gauge.family().name(), cell);
              return value == null ? null : new GaugeDataPointSnapshot(value, labels, null);
            }));
  }

  private static MetricSnapshot histogram(MetricMetadata metadata, HistogramSeries<?> histogram) {
    double[] bounds = Arrays.copyOf(histogram.bounds(), histogram.bounds().length + 1);
    bounds[bounds.length - 1] = Double.POSITIVE_INFINITY;
    NativeResolution resolution = histogram.resolution();
    NativeCounts natives = resolution == null ? null : new NativeCounts(resolution);
    return new HistogramSnapshot(
        metadata,
        points(
            histogram,
            (labels, cell) -> {
              long[] counts = new long[bounds.length];
              double sum = cell.read(counts, natives);
              if (Double.isNaN(sum)) {
                return null;
              }
              Exemplars exemplars = exemplars(cell, bounds.length);
              long start = histogram.startMillis(cell.bornAt());
              ClassicHistogramBuckets classic =
                  natives != null && bounds.length == 1
                      ? ClassicHistogramBuckets.EMPTY
                      : ClassicHistogramBuckets.of(bounds, counts);
              return natives == null
                  ? new HistogramDataPointSnapshot(classic, sum, labels, exemplars, start)
                  : new HistogramDataPointSnapshot(
                      classic,
                      natives.schema(),
                      natives.zeros(),
                      NativeCounts.ZERO_THRESHOLD,
                      buckets(natives, natives.negatives(), natives.size()),
                      buckets(natives, 0, natives.negatives()),
                      sum,
                      labels,
                      exemplars,
                      start);
            }));
  }

  private static NativeHistogramBuckets buckets(NativeCounts natives, int from, int to) {
    int[] indexes = new int[to - from];
    long[] counts = new long[to - from];
    for (int i = from; i < to; i++) {
      indexes[i - from] = natives.index(i);
      counts[i - from] = natives.count(i);
    }
    return NativeHistogramBuckets.of(indexes, counts);
  }

  private static Exemplars exemplars(HistogramCell cell, int buckets) {
    List<Exemplar> found = new ArrayList<>(0);
    for (int i = 0; i < buckets; i++) {
      Exemplar exemplar = snapshot(cell.exemplar(i));
      if (exemplar != null) {
        found.add(exemplar);
      }
    }
    return found.isEmpty() ? Exemplars.EMPTY : Exemplars.of(found);
  }

  private static <C extends Cell, P> List<P> points(FamilySeries<?, C> series, Point<C, P> point) {
    SeriesLabels labels = new SeriesLabels(series.plan());
    List<P> points = new ArrayList<>();
    try {
      series
          .rows()
          .forEach(
              (row, cell) -> {
                P made = point.of(labels.of(row, cell.closed()), cell);
                if (made != null) {
                  points.add(made);
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e); // no output is involved
    }
    return points;
  }

  private interface Point<C, P> {
    @Nullable P of(Labels labels, C cell);
  }

  /** Returns an exemplar in client_java's model. */
  private static @Nullable Exemplar snapshot(
      io.upstream.metrics.series.cell.@Nullable Exemplar exemplar) {
    return exemplar == null
        ? null
        : new Exemplar(exemplar.value(), Labels.of(exemplar.labels()), exemplar.millis());
  }
}
