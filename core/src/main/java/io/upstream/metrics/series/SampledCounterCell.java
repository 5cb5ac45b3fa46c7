package io.upstream.metrics.series;

import org.jspecify.annotations.Nullable;

/** The number of a counter series that also keeps an exemplar. */
final class SampledCounterCell extends CounterCell {

  private final ExemplarSampler sampler;
  private volatile @Nullable Exemplar exemplar;

  SampledCounterCell(int closed, int bornAt, ExemplarSampler sampler) {
    super(closed, bornAt);
    this.sampler = sampler;
  }

  @Override
  boolean add(long amount) {
    return super.add(amount) && isSampled((double) amount);
  }

  @Override
  boolean add(double amount) {
    return super.add(amount) && isSampled(amount);
  }

  @Override
  boolean addFolded(long amount) {
    return super.add(amount);
  }

  @Override
  boolean addFolded(double amount) {
    return super.add(amount);
  }

  private boolean isSampled(double amount) {
    Exemplar next = amount > 0 && sampler.isInSpan() ? sampler.next(exemplar, amount) : null;
    if (next != null) {
      exemplar = next;
    }
    return true;
  }

  @Override
  public @Nullable Exemplar exemplar() {
    return exemplar;
  }
}
