package io.upstream.metrics.benchmarks.peers;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.label.ClosedLabel;
import io.upstream.metrics.label.CustomerId;

/** A family of 45,000 combinations of closed labels, of which each customer has a few. */
public final class Wide {

  /** Fifty values. */
  public enum Fifty implements ClosedLabel {
    A0,
    A1,
    A2,
    A3,
    A4,
    A5,
    A6,
    A7,
    A8,
    A9,
    B0,
    B1,
    B2,
    B3,
    B4,
    B5,
    B6,
    B7,
    B8,
    B9,
    C0,
    C1,
    C2,
    C3,
    C4,
    C5,
    C6,
    C7,
    C8,
    C9,
    D0,
    D1,
    D2,
    D3,
    D4,
    D5,
    D6,
    D7,
    D8,
    D9,
    E0,
    E1,
    E2,
    E3,
    E4,
    E5,
    E6,
    E7,
    E8,
    E9
  }

  /** Thirty values. */
  public enum Thirty implements ClosedLabel {
    A0,
    A1,
    A2,
    A3,
    A4,
    A5,
    A6,
    A7,
    A8,
    A9,
    B0,
    B1,
    B2,
    B3,
    B4,
    B5,
    B6,
    B7,
    B8,
    B9,
    C0,
    C1,
    C2,
    C3,
    C4,
    C5,
    C6,
    C7,
    C8,
    C9
  }

  /** The labels. */
  public record Labels(Fifty first, Thirty second, Thirty third, CustomerId customerId) {}

  /** The family. */
  public static final CounterFamily<Labels> FAMILY =
      CounterFamily.named("bench_wide_total").help("Events.").labels(Labels.class);

  private static final Fifty[] FIRST = Fifty.values();
  private static final Thirty[] OTHERS = Thirty.values();

  /** The number of combinations. */
  public static final int COMBINATIONS = FIRST.length * OTHERS.length * OTHERS.length;

  private Wide() {}

  /** Counts one event of each of several combinations of a customer. */
  public static void count(UpstreamRecorder recorder, String customer, int combinations) {
    CustomerId id = new CustomerId(customer);
    int at = Math.floorMod(customer.hashCode() * 31, COMBINATIONS);
    for (int i = 0; i < combinations; i++) {
      at = (at + 7_919) % COMBINATIONS; // a prime: no combination comes twice
      recorder
          .counter(FAMILY)
          .inc(
              new Labels(
                  FIRST[at / OTHERS.length / OTHERS.length],
                  OTHERS[at / OTHERS.length % OTHERS.length],
                  OTHERS[at % OTHERS.length],
                  id));
    }
  }
}
