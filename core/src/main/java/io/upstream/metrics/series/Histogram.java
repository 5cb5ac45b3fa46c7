package io.upstream.metrics.series;

import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.label.RejectReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Distributes observations over buckets, in one recorder.
 *
 * <p>What is no number is refused and counted, for one such observation would spoil the sum for
 * good; so is a negative one where the family measures times or sizes.
 *
 * @param <L> the label record
 */
public final class Histogram<L extends Record> extends FamilySeries<L, HistogramCell> {

  private final double[] bounds;
  private final boolean nonNegative;

  Histogram(HistogramFamily<L> family, SeriesRegistry book) {
    super(family, book, family.bounds().length + 3);
    this.bounds = family.bounds();
    this.nonNegative = family.isNonNegative();
  }

  @Override
  HistogramCell newCell() {
    return new HistogramCell(this);
  }

  /** The upper bounds of the buckets, without the infinite one. */
  public double[] bounds() {
    return bounds;
  }

  /** Whether negative observations are refused. */
  public boolean isNonNegative() {
    return nonNegative;
  }

  /** Records an observation. */
  public void observe(@Nullable L labels, double value) {
    if (admits(value)) {
      record(cell(labels), value);
    }
  }

  /** Records an observation in a series of closed labels only. */
  public void observe(double value, int closed) {
    if (admits(value)) {
      record(cell(closed), value);
    }
  }

  /** Records an observation in a series with one keyed label. */
  public void observe(double value, int closed, LabelEntry a) {
    if (admits(value)) {
      record(cell(closed, a), value);
    }
  }

  /** A handle on one series that needs no look-up. */
  public Observer bind(@Nullable L labels) {
    BoundSeries<HistogramCell> binding = BoundSeries.of(this, labels);
    return value -> {
      if (admits(value)) {
        record(binding.cell(), value);
      }
    };
  }

  /** The series as it is found now, to be observed soon; null where the recording is refused. */
  public @Nullable Observer observer(@Nullable L labels) {
    return cell(labels);
  }

  /** The series of closed labels only, as it is found now. */
  public @Nullable Observer observer(int closed) {
    return cell(closed);
  }

  /** The series with one keyed label, as it is found now. */
  public @Nullable Observer observer(int closed, LabelEntry a) {
    return cell(closed, a);
  }

  /** How many observations all series have. */
  long observations() {
    long[] total = {0};
    long[] counts = new long[bounds.length + 1];
    try {
      tree.forEach(
          (path, closed, cell) -> {
            cell.read(counts);
            total[0] += Arrays.stream(counts).sum();
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is written here
    }
    return total[0];
  }

  private static void record(@Nullable HistogramCell cell, double value) {
    if (cell != null) {
      cell.record(value);
    }
  }

  boolean admits(double value) {
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

  /** The bucket of a value; for the dozen bounds that families have, looking along is fastest. */
  int bucket(double value) {
    double[] upper = bounds;
    int bucket = 0;
    while (bucket < upper.length && value > upper[bucket]) {
      bucket++;
    }
    return bucket;
  }
}
