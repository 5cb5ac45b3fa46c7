package io.upstream.metrics.series;

import io.upstream.metrics.label.OpenLabel;
import org.jspecify.annotations.Nullable;

/**
 * Counts events of one family in one recorder.
 *
 * <pre>{@code
 * recorder.counter(CHECKOUTS).inc(new CheckoutLabels(Product.DRIFT_WATCH, customer));
 * BoundCounter checkouts = recorder.counter(CHECKOUTS).bind(labels);   // for hot loops
 * }</pre>
 *
 * <p>Whole amounts are exact up to 2<sup>63</sup> - 1, at which a counter stops; amounts with a
 * fraction are summed separately as doubles. A counter never goes down: a negative amount is
 * refused and counted.
 *
 * @param <L> the label record
 */
public final class Counter<L extends Record> {

  private final CounterSeries<L> series;

  Counter(CounterSeries<L> series) {
    this.series = series;
  }

  /** Counts one event. */
  public void inc(@Nullable L labels) {
    series.inc(labels);
  }

  /** Counts several events. */
  public void add(@Nullable L labels, long amount) {
    series.add(labels, amount);
  }

  /** Adds an amount that may have a fraction. */
  public void add(@Nullable L labels, double amount) {
    series.add(labels, amount);
  }

  /**
   * Counts one event and gives labels for the exemplar of the series: values that identify this
   * event and are too many for a label of the family.
   *
   * <pre>{@code
   * recorder.counter(CHECKOUTS).incWithExemplar(labels, new OrderId("1007"));
   * }</pre>
   *
   * <p>The name of a label is that of its type in snake case: {@code order_id}. The exemplar leaves
   * out a value that the guard folds or redacts, and a label beyond the 128 characters that an
   * exemplar can have with the trace and the span. If the series has an exemplar with labels that
   * no page has shown yet, only the event is counted.
   */
  public void incWithExemplar(@Nullable L labels, @Nullable OpenLabel... exemplar) {
    series.add(labels, 1, exemplar);
  }

  /** Counts several events, as {@link #incWithExemplar} does one. */
  public void addWithExemplar(@Nullable L labels, long amount, @Nullable OpenLabel... exemplar) {
    series.add(labels, amount, exemplar);
  }

  /** Adds an amount that may have a fraction, as {@link #incWithExemplar} counts an event. */
  public void addWithExemplar(@Nullable L labels, double amount, @Nullable OpenLabel... exemplar) {
    series.add(labels, amount, exemplar);
  }

  /**
   * Returns the count of a series, or 0 if the series does not exist. It also returns 0 if the
   * guard has folded one of the values, because {@code _OTHER} counts the events of all folded
   * values together. Reading makes no series, names no value and counts nothing.
   */
  public double value(@Nullable L labels) {
    return series.value(labels);
  }

  /** Finds or makes one series; the handle needs no look-up. */
  public BoundCounter bind(@Nullable L labels) {
    return series.bind(labels);
  }
}
