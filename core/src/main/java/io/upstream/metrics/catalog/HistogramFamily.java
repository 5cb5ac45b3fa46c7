package io.upstream.metrics.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A family of distributions, such as of sizes in bytes. For times use {@link DurationFamily}.
 *
 * <p>It has classic buckets with declared bounds, exponential buckets of a native histogram, which
 * adapt to the values, or both:
 *
 * <pre>{@code
 * static final HistogramFamily<UploadLabels> UPLOADS =
 *     HistogramFamily.named("shop_upload_bytes").help("Sizes of uploads.")
 *         .exponentialBuckets(1_000, 10, 6).nativeResolution(3).labels(UploadLabels.class);
 * }</pre>
 *
 * <p>If the lowest classic bound is below zero, the family accepts negative observations. Otherwise
 * it measures a time or a size and refuses them.
 *
 * @param <L> the label record
 */
public sealed class HistogramFamily<L extends Record> extends Family<L> permits DurationFamily {

  private final double[] bounds;
  private final @Nullable NativeResolution nativeResolution;

  HistogramFamily(Buckets<?> declared, Class<L> labels) {
    super(declared, FamilyType.HISTOGRAM, labels);
    this.bounds = declared.requireBounds();
    this.nativeResolution = declared.nativeResolution;
  }

  /** Begins a declaration. */
  public static Builder named(String name) {
    return new Builder(name);
  }

  /**
   * Returns the upper bounds of the classic buckets in ascending order, without the infinite one;
   * empty if the family has only exponential buckets.
   */
  public double[] bounds() {
    return bounds.clone();
  }

  /** Returns the resolution of the exponential buckets; null if none are declared. */
  public @Nullable NativeResolution nativeResolution() {
    return nativeResolution;
  }

  /** Returns whether observations below zero are refused. */
  public boolean isNonNegative() {
    return bounds.length == 0 || bounds[0] >= 0;
  }

  @Override
  Object details() {
    List<Object> details = new ArrayList<>();
    Arrays.stream(bounds).forEach(details::add);
    if (nativeResolution != null) {
      details.add(nativeResolution);
    }
    return details;
  }

  /**
   * Declares the buckets of a family.
   *
   * @param <B> the builder itself
   */
  public abstract static sealed class Buckets<B extends Buckets<B>> extends FamilyBuilder<B>
      permits Builder, DurationFamily.Builder {

    private double[] bounds = {};
    private @Nullable NativeResolution nativeResolution;

    Buckets(String name) {
      super(name);
    }

    /** Sets the upper bounds of the classic buckets, ascending; the infinite one is added. */
    public B buckets(double... bounds) {
      this.bounds = bounds.clone();
      return self();
    }

    /**
     * Sets bounds that are equally far apart: {@code linearBuckets(10, 5, 3)} has 10, 15 and 20.
     *
     * @param first the lowest bound
     * @param width the difference between two neighbouring bounds, more than 0
     * @param count the number of bounds, at least 1
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
     * @param count the number of bounds, at least 1
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

    /**
     * Adds the exponential buckets of a native histogram, 160 for a series at most. Without classic
     * bounds they are the only ones.
     *
     * @param schema from -4 to 8: each bucket's bound is {@code 2^(2^-schema)} times the one below,
     *     at 3 for example 1.09 times; see {@link NativeResolution}
     */
    public B nativeResolution(int schema) {
      return nativeResolution(schema, NativeResolution.STANDARD_BUCKETS);
    }

    /**
     * Adds the exponential buckets of a native histogram.
     *
     * @param schema from -4 to 8, see {@link NativeResolution}
     * @param maxBuckets the number of buckets that a series may have before neighbours are merged,
     *     from 10 to 1,000
     */
    public B nativeResolution(int schema, int maxBuckets) {
      try {
        this.nativeResolution = new NativeResolution(schema, maxBuckets);
      } catch (IllegalArgumentException e) {
        throw LabelSchema.refuse(name, String.valueOf(e.getMessage()));
      }
      return self();
    }

    private void requireShape(boolean ok, String expected) {
      if (!ok) {
        throw LabelSchema.refuse(name, "expected " + expected);
      }
    }

    private double[] requireBounds() {
      boolean ascending = bounds.length > 0 || nativeResolution != null;
      for (int i = 0; i < bounds.length; i++) {
        ascending &= Double.isFinite(bounds[i]) && (i == 0 || bounds[i - 1] < bounds[i]);
      }
      if (!ascending) {
        throw LabelSchema.refuse(
            name,
            "expected finite bucket bounds in ascending order, at least one, got "
                + Arrays.toString(bounds)
                + ", or nativeResolution(..)");
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
