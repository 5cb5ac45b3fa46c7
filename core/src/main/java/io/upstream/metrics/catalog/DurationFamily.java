package io.upstream.metrics.catalog;

/**
 * A family of distributions of times in seconds: what can be timed, and observed as a {@link
 * java.time.Duration}.
 *
 * <pre>{@code
 * static final DurationFamily<CheckoutLabels> CHECKOUT =
 *     DurationFamily.ofSeconds("shop_checkout_seconds").help("Time of a checkout.")
 *         .exponentialBuckets(0.01, 2, 10).labels(CheckoutLabels.class);
 *
 * try (Timing timing = recorder.time(CHECKOUT, labels)) { .. }
 * recorder.histogram(CHECKOUT).observe(labels, Duration.ofMillis(250));
 * }</pre>
 *
 * <p>Its name has the unit, {@code _seconds}. A family of bytes is a {@link HistogramFamily}, and
 * timing it does not compile.
 *
 * @param <L> the label record
 */
public final class DurationFamily<L extends Record> extends HistogramFamily<L> {

  private DurationFamily(Builder declared, Class<L> labels) {
    super(declared, labels);
  }

  /** Begins a declaration. */
  public static Builder ofSeconds(String name) {
    return new Builder(name);
  }

  /** Declares a {@link DurationFamily}. */
  public static final class Builder extends HistogramFamily.Buckets<Builder> {

    private Builder(String name) {
      super(name);
    }

    /** Returns the family with the labels of a record. */
    public <L extends Record> DurationFamily<L> labels(Class<L> labels) {
      if (!name.contains("_seconds") && inheritedBecause == null) {
        throw LabelSchema.refuse(name, "a family of times has its unit in its name: _seconds");
      }
      return new DurationFamily<>(this, labels);
    }

    /** Returns the family without labels. */
    public DurationFamily<NoLabels> noLabels() {
      return labels(NoLabels.class);
    }

    @Override
    Builder self() {
      return this;
    }
  }
}
