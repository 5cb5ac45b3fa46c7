package io.upstream.metrics.series.cell;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** The buckets of a histogram series that can also keep an exemplar for each bucket. */
public sealed class SampledHistogramCell extends HistogramCell permits NativeHistogramCell {

  private static final VarHandle EXEMPLAR = MethodHandles.arrayElementVarHandle(Exemplar[].class);

  private final @Nullable ExemplarSampler sampler;
  private volatile @Nullable Exemplar @Nullable [] exemplars; // made for the first

  public SampledHistogramCell(
      int closed, int bornAt, HistogramLayout layout, @Nullable ExemplarSampler sampler) {
    super(closed, bornAt, layout);
    this.sampler = sampler;
  }

  @Override
  public final boolean record(double value) {
    if (!super.record(value)) {
      return false;
    }
    if (sampler == null || !sampler.isInSpan()) {
      return true;
    }
    int bucket = layout.bucket(value);
    Exemplar next = sampler.next(exemplar(bucket), value);
    if (next != null) {
      keep(bucket, next);
    }
    return true;
  }

  private void keep(int bucket, Exemplar exemplar) {
    @Nullable Exemplar[] kept = exemplars;
    if (kept == null) {
      kept = new Exemplar[layout.bounds.length + 1];
      exemplars = kept; // of two that are made at the same time one is lost, with its exemplar
    }
    EXEMPLAR.setRelease(kept, bucket, exemplar);
  }

  @Override
  public final @Nullable Exemplar exemplar(int bucket) {
    @Nullable Exemplar[] kept = exemplars;
    return kept == null ? null : (Exemplar) EXEMPLAR.getAcquire(kept, bucket);
  }
}
