package io.upstream.metrics.benchmarks.guard;

/**
 * A library that counts events by customer and outcome, as its guard against many values has it.
 */
interface GuardedCounter extends AutoCloseable {

  /** Returns the name of the guard. */
  String name();

  /** Counts an event. */
  void record(String customer, boolean success);

  /** The events that a scrape shows. */
  double total();

  /** The failures that a scrape shows. */
  double failures();

  /** The series that a scrape shows. */
  long series();

  @Override
  default void close() {}
}
