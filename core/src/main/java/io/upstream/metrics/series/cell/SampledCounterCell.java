package io.upstream.metrics.series.cell;

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
    return super.add(amount) && isSampled((double) amount);
  }

  @Override
  public boolean add(double amount) {
    return super.add(amount) && isSampled(amount);
  }

  @Override
  public boolean addFolded(long amount) {
    return super.add(amount);
  }

  @Override
  public boolean addFolded(double amount) {
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
