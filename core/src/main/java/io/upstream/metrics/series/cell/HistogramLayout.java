package io.upstream.metrics.series.cell;

import io.upstream.metrics.catalog.NativeResolution;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/** The buckets that all series of a histogram family have. */
public final class HistogramLayout {

  final double[] bounds;
  final @Nullable NativeResolution resolution;
  private final DoublePredicate admits;

  /**
   * Creates a layout.
   *
   * @param bounds the upper bounds of the classic buckets, without the infinite one
   * @param resolution the resolution of the exponential buckets; null if there are none
   * @param admits tests whether a value can be observed, and counts a refusal
   */
  public HistogramLayout(
      double[] bounds, @Nullable NativeResolution resolution, DoublePredicate admits) {
    this.bounds = bounds;
    this.resolution = resolution;
    this.admits = admits;
  }

  boolean admits(double value) {
    return admits.test(value);
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
}
