package io.upstream.metrics.catalog;

/**
 * A family that only ever goes up: things that happened.
 *
 * @param <L> the label record
 */
public final class CounterFamily<L extends Record> extends Family<L> {

  private CounterFamily(Builder declared, Class<L> labels) {
    super(declared, FamilyType.COUNTER, labels);
  }

  /** Begins a declaration. */
  public static Builder named(String name) {
    return new Builder(name);
  }

  /** Declares a {@link CounterFamily}. */
  public static final class Builder extends FamilyBuilder<Builder> {

    private Builder(String name) {
      super(name);
    }

    /** Returns the family with the labels of a record. */
    public <L extends Record> CounterFamily<L> labels(Class<L> labels) {
      return new CounterFamily<>(this, labels);
    }

    /** Returns the family without labels. */
    public CounterFamily<NoLabels> noLabels() {
      return labels(NoLabels.class);
    }

    @Override
    Builder self() {
      return this;
    }
  }
}
