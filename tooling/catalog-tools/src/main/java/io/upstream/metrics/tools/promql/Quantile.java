package io.upstream.metrics.tools.promql;

import io.upstream.metrics.catalog.HistogramFamily;

/**
 * A quantile of a histogram over all instances.
 *
 * @param <L> the family's label record
 */
public final class Quantile<L extends Record> extends Expr {

  private final double quantile;
  private final Aggregate<L> buckets;

  private Quantile(double quantile, Aggregate<L> buckets) {
    super(place -> "histogram_quantile(%s, %s)".formatted(written(quantile), buckets.in(place)));
    this.quantile = quantile;
    this.buckets = buckets;
  }

  /** Returns a quantile of what was observed in a window. */
  public static <L extends Record> Quantile<L> of(
      double quantile, HistogramFamily<L> family, Window window) {
    return new Quantile<>(quantile, Series.buckets(family).rate(window).sum().byBound());
  }

  /** Returns a quantile of buckets whose rate was recorded. */
  public static <L extends Record> Quantile<L> ofRate(double quantile, Aggregate<L> buckets) {
    return new Quantile<>(quantile, buckets);
  }

  /** Returns a quantile for each combination of label values. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public final Quantile<L> by(Component<L, ?>... labels) {
    return new Quantile<>(quantile, buckets.by(labels));
  }

  /** Returns a quantile for each job. */
  public Quantile<L> byJob() {
    return new Quantile<>(quantile, buckets.byJob());
  }

  private static String written(double quantile) {
    return quantile == 0.5 ? "0.50" : Double.toString(quantile);
  }
}
