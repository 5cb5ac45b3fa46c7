package io.upstream.metrics.series;

import io.upstream.metrics.catalog.DurationFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.NativeResolution;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.label.RejectReason;
import io.upstream.metrics.series.cell.ExemplarSampler;
import io.upstream.metrics.series.cell.HistogramCell;
import io.upstream.metrics.series.cell.NativeHistogramCell;
import io.upstream.metrics.series.cell.RetiredTotal;
import io.upstream.metrics.series.cell.SampledHistogramCell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The series of a histogram family.
 *
 * @param <L> the label record
 */
public final class HistogramSeries<L extends Record> extends FamilySeries<L, HistogramCell> {

  private final Histogram<L> api = new Histogram<>(this);
  private final double[] bounds;
  private final boolean nonNegative;
  private final @Nullable NativeResolution resolution;
  private final @Nullable FoundSeries[] observers; // by combination, without open labels

  HistogramSeries(HistogramFamily<L> family, SeriesRegistry registry) {
    super(family, registry, family.bounds().length + 3);
    this.bounds = family.bounds();
    this.nonNegative = family.isNonNegative();
    NativeResolution declared = family.nativeResolution();
    boolean byDefault = registry.hasNativeDurations() && family instanceof DurationFamily;
    this.resolution = declared == null && byDefault ? NativeResolution.STANDARD : declared;
    this.observers = new FoundSeries[plan.keyed().length == 0 ? plan.combinations() : 0];
  }

  @Override
  HistogramCell newCell(int closed, int bornAt) {
    ExemplarSampler sampler = registry.exemplars();
    int buckets = bounds.length + 1;
    if (resolution != null) {
      return new NativeHistogramCell(closed, bornAt, buckets, sampler, resolution);
    }
    return sampler == null
        ? new HistogramCell(closed, bornAt, buckets)
        : new SampledHistogramCell(closed, bornAt, buckets, sampler);
  }

  @Override
  long weight(HistogramCell cell) {
    long[] counts = new long[bounds.length + 1];
    return Double.isNaN(cell.read(counts)) ? 0 : Arrays.stream(counts).sum();
  }

  @Override
  void fold(int closed, LabelEntry[] folded, RetiredTotal amount) {
    long[] counts = amount.counts();
    HistogramCell cell = locate(closed, folded, true);
    while (counts != null
        && cell != null
        && !cell.add(counts, amount.natives(), amount.fraction())) {
      cell = locate(closed, folded, true);
    }
  }

  /** Returns the public type of this family. */
  public Histogram<L> api() {
    return api;
  }

  /**
   * Returns the upper bounds of the classic buckets, without the infinite one; there may be none.
   */
  public double[] bounds() {
    return bounds;
  }

  /** Returns the resolution of the exponential buckets; null if the family has none. */
  public @Nullable NativeResolution resolution() {
    return resolution;
  }

  /** Returns whether negative observations are refused. */
  public boolean isNonNegative() {
    return nonNegative;
  }

  /** Records an observation. */
  public void observe(@Nullable L labels, double value) {
    if (admits(value)) {
      HistogramCell cell = locate(labels, false);
      while (cell != null && !record(cell, value)) {
        cell = locate(labels, true);
      }
    }
  }

  /** Records an observation, with labels for an exemplar. */
  void observe(@Nullable L labels, double value, @Nullable OpenLabel @Nullable [] exemplar) {
    registry.expectExemplars();
    if (admits(value)) {
      HistogramCell cell = locate(labels, false);
      while (cell != null && !cell.record(bucket(value), value, exemplar)) {
        cell = locate(labels, true);
      }
    }
  }

  /** Records an observation of a time; a family that does not measure seconds refuses it. */
  public void observe(@Nullable L labels, @Nullable Duration time) {
    if (admits(time) && time != null) {
      observe(labels, seconds(time));
    }
  }

  /** Records an observation in a series of closed labels only. */
  public void observe(double value, int closed) {
    if (admits(value)) {
      HistogramCell cell = find(closed);
      if (cell == null || !record(cell, value)) {
        record(value, closed, cell, null);
      }
    }
  }

  /** Records an observation in a series with one open label. */
  public void observe(double value, int closed, LabelEntry a) {
    if (admits(value)) {
      HistogramCell cell = find(closed, a);
      if (cell == null || !record(cell, value)) {
        record(value, closed, cell, a);
      }
    }
  }

  private void record(
      double value, int closed, @Nullable HistogramCell retired, @Nullable LabelEntry a) {
    HistogramCell cell = locate(closed, a, null, null, null, retired != null);
    while (cell != null && !record(cell, value)) {
      cell = locate(closed, a, null, null, null, true);
    }
  }

  /** Records an admitted value; returns false, and has recorded nothing, if the series has left. */
  boolean record(HistogramCell cell, double value) {
    return cell.record(bucket(value), value);
  }

  /** Returns the bucket of a value. For the usual dozen bounds a linear search is fastest. */
  int bucket(double value) {
    double[] upper = bounds;
    int bucket = 0;
    while (bucket < upper.length && value > upper[bucket]) {
      bucket++;
    }
    return bucket;
  }

  /** Returns the number of observations of a series; 0 if the series does not exist. */
  long count(@Nullable L labels) {
    HistogramCell cell = known(labels);
    long[] counts = new long[bounds.length + 1];
    return cell == null || Double.isNaN(cell.read(counts)) ? 0 : Arrays.stream(counts).sum();
  }

  /** Returns the sum of the observations of a series; 0 where there is none. */
  double sum(@Nullable L labels) {
    HistogramCell cell = known(labels);
    double sum = cell == null ? 0 : cell.read(new long[bounds.length + 1]);
    return Double.isNaN(sum) ? 0 : sum;
  }

  /** Returns a handle on one series that needs no look-up. */
  public Observer bind(@Nullable L labels) {
    return new BoundHistogram(this, BoundSeries.of(this, labels));
  }

  /**
   * Returns the series as it is found now, to be observed once. Until then its values do not leave.
   *
   * @return null where the recording is refused
   */
  public @Nullable DoubleConsumer observer(@Nullable L labels) {
    int closed = labels == null ? -1 : plan.closed(labels);
    if (labels == null || closed < 0) {
      return observer(-1);
    }
    LabelEntry[] entries = plan.resolve(labels);
    if (entries.length == 0) {
      return observer(closed);
    }
    hold(entries);
    DoubleConsumer found = null;
    try {
      HistogramCell cell = locate(closed, entries, false);
      if (cell != null) {
        found = new FoundSeries(this, closed, null, entries, cell);
      }
      return found;
    } finally {
      if (found == null) {
        release(entries);
      }
    }
  }

  /** Returns the series of a combination in a family without open labels. */
  public @Nullable DoubleConsumer observer(int closed) {
    FoundSeries known = closed < 0 ? null : observers[closed];
    if (known != null) {
      return known;
    }
    HistogramCell cell = find(closed);
    cell = cell != null ? cell : locate(closed, null, null, null, null, false);
    if (cell == null) {
      return null;
    }
    FoundSeries made = new FoundSeries(this, closed, null, null, cell);
    observers[closed] = made; // of two that are made at the same time either one will do
    return made;
  }

  /** Returns the series with one open label, as it is found now, to be observed once. */
  public @Nullable DoubleConsumer observer(int closed, LabelEntry a) {
    LabelEntry held = hold(0, a, null);
    DoubleConsumer found = null;
    try {
      HistogramCell cell = find(closed, held);
      cell = cell != null ? cell : locate(closed, held, null, null, null, false);
      if (cell != null) {
        found = new FoundSeries(this, closed, held, null, cell);
      }
      return found;
    } finally {
      if (found == null) {
        held.release();
      }
    }
  }

  @Override
  boolean isUsed() {
    return observations() > 0;
  }

  /** Returns the number of observations of all series. */
  public long observations() {
    long[] total = {0};
    long[] counts = new long[bounds.length + 1];
    try {
      rows.forEach(
          (row, cell) -> {
            if (!Double.isNaN(cell.read(counts))) {
              total[0] += Arrays.stream(counts).sum();
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is written here
    }
    return total[0];
  }

  /** Returns whether a value can be observed; counts a refusal if it cannot. */
  public boolean admits(double value) {
    return (value >= 0 && value <= Double.MAX_VALUE) || admitsUnusual(value);
  }

  private boolean admitsUnusual(double value) {
    if (!Double.isFinite(value)) {
      refuse(RejectReason.NOT_A_NUMBER, "a number", value);
      return false;
    }
    if (value < 0 && nonNegative) {
      refuse(RejectReason.NEGATIVE, "0 or more", value);
      return false;
    }
    return true;
  }

  /**
   * Returns whether a time can be observed, which only a family of seconds accepts; otherwise
   * refuses and counts it.
   */
  boolean admits(@Nullable Duration time) {
    if (time == null) {
      refuse(RejectReason.MISSING, "a duration", Double.NaN);
      return false;
    }
    if (!(family instanceof DurationFamily)) {
      refuse(RejectReason.OUT_OF_RANGE, "a number in the unit of the family", Double.NaN);
      return false;
    }
    return true;
  }

  static double seconds(Duration time) {
    return time.getSeconds() + time.getNano() / 1e9;
  }

  /** A series that was found for a later observation and that holds its values until then. */
  private static final class FoundSeries implements DoubleConsumer {

    private final HistogramSeries<?> series;
    private final int closed;
    private final @Nullable LabelEntry entry; // of the many families with one open label
    private final LabelEntry @Nullable [] entries;
    private final HistogramCell found;

    FoundSeries(
        HistogramSeries<?> series,
        int closed,
        @Nullable LabelEntry entry,
        LabelEntry @Nullable [] entries,
        HistogramCell found) {
      this.series = series;
      this.closed = closed;
      this.entry = entry;
      this.entries = entries;
      this.found = found;
    }

    @Override
    public void accept(double value) {
      try {
        if (series.admits(value)) {
          HistogramCell cell = found;
          while (cell != null && !series.record(cell, value)) {
            cell =
                entries == null
                    ? series.locate(closed, entry, null, null, null, true)
                    : series.locate(closed, entries, true);
          }
        }
      } finally {
        if (entry != null) {
          entry.release();
        }
        if (entries != null) {
          release(entries);
        }
      }
    }
  }
}
