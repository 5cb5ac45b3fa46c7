package io.upstream.metrics.catalog;

import java.util.List;

/**
 * A family of gauges: each series holds the last value that was set.
 *
 * <p>A value whose label folds is dropped and the drop is counted, because a mixture of several
 * customers' scores means nothing. To count things that exist now, use an {@link UpDownFamily}.
 *
 * @param <L> the label record
 */
public final class GaugeFamily<L extends Record> extends Family<L> {

  private static final String INFO = "_info";

  private final double min;
  private final double max;
  private final boolean info;

  private GaugeFamily(Builder declared, Class<L> labels) {
    super(declared, declared.info ? FamilyType.INFO : FamilyType.GAUGE, labels);
    this.min = declared.min;
    this.max = declared.max;
    this.info = declared.info;
  }

  /** Begins a declaration. */
  public static Builder named(String name) {
    return new Builder(name);
  }

  /** Returns whether a number is in the declared range; without a range every number is. */
  public boolean allows(double value) {
    return !(value < min || value > max) && (!Double.isNaN(value) || isUnbounded());
  }

  private boolean isUnbounded() {
    return min == Double.NEGATIVE_INFINITY && max == Double.POSITIVE_INFINITY;
  }

  @Override
  Object details() {
    return List.of(min, max, info);
  }

  /** Declares a {@link GaugeFamily}. */
  public static final class Builder extends FamilyBuilder<Builder> {

    private double min = Double.NEGATIVE_INFINITY;
    private double max = Double.POSITIVE_INFINITY;
    private boolean info;

    private Builder(String name) {
      super(name);
    }

    /** Refuses numbers outside {@code min..max}, and NaN. */
    public Builder range(double min, double max) {
      if (!(min < max)) {
        throw LabelSchema.refuse(name, "expected a range with min < max, got " + min + ".." + max);
      }
      this.min = min;
      this.max = max;
      return this;
    }

    /**
     * Declares an info: the value is always 1, the labels are the message, and the name ends in
     * _info.
     */
    public Builder info() {
      if (!name.endsWith(INFO)) {
        throw LabelSchema.refuse(name, "an info ends in _info");
      }
      this.info = true;
      return this;
    }

    /** Returns the family with the labels of a record. */
    public <L extends Record> GaugeFamily<L> labels(Class<L> labels) {
      return new GaugeFamily<>(this, labels);
    }

    /** Returns the family without labels. */
    public GaugeFamily<NoLabels> noLabels() {
      return labels(NoLabels.class);
    }

    @Override
    Builder self() {
      return this;
    }
  }
}
