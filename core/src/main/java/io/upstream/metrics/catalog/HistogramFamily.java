package io.upstream.metrics.catalog;

import java.util.Arrays;

/**
 * A family of distributions: how long things took, how large they were.
 *
 * <p>Where the lowest bound is zero or more it measures a time or a size, and a negative
 * observation is refused.
 *
 * @param <L> the label record
 */
public final class HistogramFamily<L extends Record> extends Family<L> {

  private final double[] bounds;

  private HistogramFamily(Builder declared, Class<L> labels) {
    super(declared, FamilyType.HISTOGRAM, labels);
    this.bounds = declared.requireBounds();
  }

  /** Begins a declaration. */
  public static Builder named(String name) {
    return new Builder(name);
  }

  /** The upper bounds of the buckets in ascending order, without the infinite one. */
  public double[] bounds() {
    return bounds.clone();
  }

  /** Whether observations below zero are refused. */
  public boolean isNonNegative() {
    return bounds[0] >= 0;
  }

  @Override
  Object details() {
    return Arrays.stream(bounds).boxed().toList();
  }

  /** Declares a {@link HistogramFamily}. */
  public static final class Builder extends FamilyBuilder<Builder> {

    private double[] bounds = {};

    private Builder(String name) {
      super(name);
    }

    /** The upper bounds of the buckets, ascending; the infinite one is added. */
    public Builder buckets(double... bounds) {
      this.bounds = bounds.clone();
      return this;
    }

    private double[] requireBounds() {
      boolean ascending = bounds.length > 0;
      for (int i = 0; i < bounds.length; i++) {
        ascending &= Double.isFinite(bounds[i]) && (i == 0 || bounds[i - 1] < bounds[i]);
      }
      if (!ascending) {
        throw LabelSchema.refuse(
            name,
            "expected finite bucket bounds in ascending order, at least one, got "
                + Arrays.toString(bounds));
      }
      return bounds;
    }

    /** The family with the labels of a record. */
    public <L extends Record> HistogramFamily<L> labels(Class<L> labels) {
      return new HistogramFamily<>(this, labels);
    }

    /** The family without labels. */
    public HistogramFamily<NoLabels> noLabels() {
      return labels(NoLabels.class);
    }

    @Override
    Builder self() {
      return this;
    }
  }
}
