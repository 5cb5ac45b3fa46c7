package io.upstream.metrics.guard;

import java.time.Duration;

/**
 * The times for which the named values of a label type stay.
 *
 * @param idle the time without an event after which another value can take a value's place; 0 for
 *     never
 * @param most the time for which a value keeps its place without an event while no other value
 *     wants it; 0 for ever
 * @param frozen the time for which the series of a replaced or released value are still shown
 */
record Lifetimes(Duration idle, Duration most, Duration frozen) {

  static final Lifetimes STANDARD =
      new Lifetimes(Duration.ofHours(24), Duration.ofDays(7), Duration.ofMinutes(6));
}
