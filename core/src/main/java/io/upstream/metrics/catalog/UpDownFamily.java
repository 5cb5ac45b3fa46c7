package io.upstream.metrics.catalog;

/**
 * A gauge that counts what is there now: it goes up when something begins and down when it ends.
 *
 * <p>It is another thing than a {@link GaugeFamily}, which is set: the sum over folded label values
 * means something here, so they are kept under {@code _OTHER}.
 *
 * @param <L> the label record
 */
public final class UpDownFamily<L extends Record> extends Family<L> {

  private UpDownFamily(Builder declared, Class<L> labels) {
    super(declared, FamilyType.GAUGE, labels);
  }

  /** Begins a declaration. */
  public static Builder named(String name) {
    return new Builder(name);
  }

  /** Declares a {@link UpDownFamily}. */
  public static final class Builder extends FamilyBuilder<Builder> {

    private Builder(String name) {
      super(name);
    }

    /** Returns the family with the labels of a record. */
    public <L extends Record> UpDownFamily<L> labels(Class<L> labels) {
      return new UpDownFamily<>(this, labels);
    }

    /** Returns the family without labels. */
    public UpDownFamily<NoLabels> noLabels() {
      return labels(NoLabels.class);
    }

    @Override
    Builder self() {
      return this;
    }
  }
}
