package io.upstream.metrics.series.cell;

import io.upstream.metrics.label.OpenLabel;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** The buckets of a histogram series that can also keep an exemplar for each bucket. */
public sealed class SampledHistogramCell extends HistogramCell permits NativeHistogramCell {

  private static final VarHandle EXEMPLAR = MethodHandles.arrayElementVarHandle(Exemplar[].class);

  private final @Nullable ExemplarSampler sampler;
  private volatile @Nullable Exemplar @Nullable [] exemplars; // made for the first

  public SampledHistogramCell(
      int closed, int bornAt, int buckets, @Nullable ExemplarSampler sampler) {
    super(closed, bornAt, buckets);
    this.sampler = sampler;
  }

  @Override
  public final boolean record(int bucket, double value) {
    return record(bucket, value, null);
  }

  @Override
  public final boolean record(int bucket, double value, @Nullable OpenLabel @Nullable [] labels) {
    if (!count(bucket, value)) {
      return false;
    }
    Exemplar next = sampler == null ? null : sampler.next(kept(bucket), value, labels);
    if (next != null) {
      keep(bucket, next);
    }
    return true;
  }

  private void keep(int bucket, Exemplar exemplar) {
    @Nullable Exemplar[] kept = exemplars;
    if (kept == null) {
      int buckets = first().length - 1;
      if (bucket >= buckets) {
        return; // the series has left
      }
      kept = new Exemplar[buckets];
      exemplars = kept; // of two that are made at the same time one is lost, with its exemplar
    }
    EXEMPLAR.setRelease(kept, bucket, exemplar);
  }

  private @Nullable Exemplar kept(int bucket) {
    @Nullable Exemplar[] kept = exemplars;
    return kept == null ? null : (Exemplar) EXEMPLAR.getAcquire(kept, bucket);
  }

  @Override
  public final @Nullable Exemplar exemplar(int bucket) {
    Exemplar kept = kept(bucket);
    return kept == null || kept.isEmpty() ? null : kept;
  }
}
