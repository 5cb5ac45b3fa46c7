package io.upstream.metrics.series.cell;

import io.upstream.metrics.catalog.NativeResolution;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A histogram series with exponential buckets, with or without classic ones. Each stripe has its
 * own, which the stripe's lock guards, so an observation and a reader take one lock for all.
 */
public final class NativeHistogramCell extends SampledHistogramCell {

  private static final VarHandle ASIDE;

  static {
    try {
      ASIDE =
          MethodHandles.lookup()
              .findVarHandle(NativeHistogramCell.class, "aside", NativeBuckets[].class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final NativeResolution resolution;
  private final NativeBuckets own;
  private volatile @Nullable NativeBuckets @Nullable [] aside; // by number of stripe

  public NativeHistogramCell(
      int closed,
      int bornAt,
      int buckets,
      @Nullable ExemplarSampler sampler,
      NativeResolution resolution) {
    super(closed, bornAt, buckets, sampler);
    this.resolution = resolution;
    this.own = new NativeBuckets(resolution);
  }

  @Override
  void observeNative(int number, double value) {
    buckets(number).observe(value, resolution.maxBuckets());
  }

  @Override
  void addNative(int number, NativeCounts natives) {
    buckets(number).add(natives, resolution.maxBuckets());
  }

  @Override
  void readNative(int number, NativeCounts natives) {
    NativeBuckets[] others = aside;
    NativeBuckets buckets = number < 0 ? own : others == null ? null : others[number];
    if (buckets != null) {
      natives.read(buckets);
    }
  }

  @Override
  NativeCounts newNatives() {
    return new NativeCounts(resolution);
  }

  private NativeBuckets buckets(int number) {
    if (number < 0) {
      return own;
    }
    @Nullable NativeBuckets[] others = aside;
    if (others == null) {
      NativeBuckets[] made = new NativeBuckets[Stripes.COUNT];
      others = (NativeBuckets[]) ASIDE.compareAndExchange(this, null, made);
      others = others == null ? made : others;
    }
    NativeBuckets buckets = others[number];
    if (buckets == null) {
      buckets = new NativeBuckets(resolution);
      others[number] = buckets;
    }
    return buckets;
  }
}
