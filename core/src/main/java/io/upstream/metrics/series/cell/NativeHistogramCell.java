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
      HistogramLayout layout,
      @Nullable ExemplarSampler sampler,
      NativeResolution resolution) {
    super(closed, bornAt, layout, sampler);
    this.resolution = resolution;
    this.own = new NativeBuckets(resolution);
  }

  @Override
  void observeNative(long[] array, double value) {
    buckets(array).observe(value, resolution.maxBuckets());
  }

  @Override
  void addNative(long[] array, NativeCounts counts) {
    buckets(array).add(counts, resolution.maxBuckets());
  }

  @Override
  void readNative(long[] array, NativeCounts counts) {
    int stripe = stripe(array);
    NativeBuckets[] others = aside;
    NativeBuckets buckets = stripe < 0 ? own : others == null ? null : others[stripe];
    if (buckets != null) {
      counts.read(buckets);
    }
  }

  private NativeBuckets buckets(long[] array) {
    int stripe = stripe(array);
    if (stripe < 0) {
      return own;
    }
    @Nullable NativeBuckets[] others = aside;
    if (others == null) {
      NativeBuckets[] made = new NativeBuckets[Stripes.COUNT];
      others = (NativeBuckets[]) ASIDE.compareAndExchange(this, null, made);
      others = others == null ? made : others;
    }
    NativeBuckets buckets = others[stripe];
    if (buckets == null) {
      buckets = new NativeBuckets(resolution);
      others[stripe] = buckets;
    }
    return buckets;
  }
}
