package io.upstream.metrics.guard;

import java.time.Duration;

/**
 * How long the named values of a label type stay.
 *
 * @param idle how long a value has to be without an event before another one can take its place; 0
 *     if never
 * @param most how long it keeps its place without an event while no other value wants it; 0 if for
 *     ever
 * @param frozen how long the series of a value that was replaced or released are still shown
 */
record Lifetimes(Duration idle, Duration most, Duration frozen) {

  static final Lifetimes STANDARD =
      new Lifetimes(Duration.ofHours(24), Duration.ofDays(7), Duration.ofMinutes(6));
}
