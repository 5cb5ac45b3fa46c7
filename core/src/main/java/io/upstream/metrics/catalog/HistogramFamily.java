package io.upstream.metrics.catalog;

import java.util.Arrays;

/**
 * A family of distributions, such as of sizes in bytes. For times there is {@link DurationFamily}.
 *
 * <p>Where the lowest bound is zero or more it measures a time or a size, and a negative
 * observation is refused.
 *
 * @param <L> the label record
 */
public sealed class HistogramFamily<L extends Record> extends Family<L> permits DurationFamily {

  private final double[] bounds;

  HistogramFamily(Buckets<?> declared, Class<L> labels) {
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

  /** Returns whether observations below zero are refused. */
  public boolean isNonNegative() {
    return bounds[0] >= 0;
  }

  @Override
  Object details() {
    return Arrays.stream(bounds).boxed().toList();
  }

  /**
   * Declares the buckets of a family.
   *
   * @param <B> the builder itself
   */
  public abstract static sealed class Buckets<B extends Buckets<B>> extends FamilyBuilder<B>
      permits Builder, DurationFamily.Builder {

    private double[] bounds = {};

    Buckets(String name) {
      super(name);
    }

    /** Sets the upper bounds of the buckets, ascending; the infinite one is added. */
    public B buckets(double... bounds) {
      this.bounds = bounds.clone();
      return self();
    }

    /**
     * Sets bounds that are equally far apart: {@code linearBuckets(10, 5, 3)} has 10, 15 and 20.
     *
     * @param first the lowest bound
     * @param width what lies between two of them, more than 0
     * @param count how many there are, at least 1
     */
    public B linearBuckets(double first, double width, int count) {
      requireShape(width > 0 && count > 0, "linear buckets of a width above 0, at least one");
      double[] linear = new double[count];
      for (int i = 0; i < count; i++) {
        linear[i] = first + i * width;
      }
      return buckets(linear);
    }

    /**
     * Sets bounds each of which is a multiple of the one before: {@code exponentialBuckets(1, 2,
     * 4)} has 1, 2, 4 and 8.
     *
     * @param first the lowest bound, more than 0
     * @param factor the multiple, more than 1
     * @param count how many there are, at least 1
     */
    public B exponentialBuckets(double first, double factor, int count) {
      requireShape(
          first > 0 && factor > 1 && count > 0,
          "exponential buckets from above 0 with a factor above 1, at least one");
      double[] exponential = new double[count];
      for (int i = 0; i < count; i++) {
        exponential[i] = first * Math.pow(factor, i);
      }
      return buckets(exponential);
    }

    private void requireShape(boolean ok, String expected) {
      if (!ok) {
        throw LabelSchema.refuse(name, "expected " + expected);
      }
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
  }

  /** Declares a {@link HistogramFamily}. */
  public static final class Builder extends Buckets<Builder> {

    private Builder(String name) {
      super(name);
    }

    /** Returns the family with the labels of a record. */
    public <L extends Record> HistogramFamily<L> labels(Class<L> labels) {
      return new HistogramFamily<>(this, labels);
    }

    /** Returns the family without labels. */
    public HistogramFamily<NoLabels> noLabels() {
      return labels(NoLabels.class);
    }

    @Override
    Builder self() {
      return this;
    }
  }
}
