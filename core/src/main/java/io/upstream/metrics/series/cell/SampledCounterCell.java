package io.upstream.metrics.series.cell;

import io.upstream.metrics.label.OpenLabel;
import org.jspecify.annotations.Nullable;

/** The number of a counter series that also keeps an exemplar. */
public final class SampledCounterCell extends CounterCell {

  private final ExemplarSampler sampler;
  private volatile @Nullable Exemplar exemplar;

  public SampledCounterCell(int closed, int bornAt, ExemplarSampler sampler) {
    super(closed, bornAt);
    this.sampler = sampler;
  }

  @Override
  public boolean add(long amount) {
    return add(amount, null);
  }

  @Override
  public boolean add(double amount) {
    return add(amount, null);
  }

  @Override
  public boolean add(long amount, @Nullable OpenLabel @Nullable [] labels) {
    if (!super.add(amount)) {
      return false;
    }
    sample((double) amount, labels);
    return true;
  }

  @Override
  public boolean add(double amount, @Nullable OpenLabel @Nullable [] labels) {
    if (!super.add(amount)) {
      return false;
    }
    sample(amount, labels);
    return true;
  }

  @Override
  public boolean addFolded(long amount) {
    return super.add(amount);
  }

  @Override
  public boolean addFolded(double amount) {
    return super.add(amount);
  }

  private void sample(double amount, @Nullable OpenLabel @Nullable [] labels) {
    Exemplar next = amount > 0 ? sampler.next(exemplar, amount, labels) : null;
    if (next != null) {
      exemplar = next;
    }
  }

  @Override
  public @Nullable Exemplar exemplar() {
    Exemplar kept = exemplar;
    return kept == null || kept.isEmpty() ? null : kept;
  }
}
