package io.upstream.metrics.benchmarks.guard;

import io.upstream.metrics.benchmarks.probe.Heap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Puts the same 50,000 events through each library's guard and prints what is left of them.
 *
 * <p>5,000 customers with ten events each, two of them failures, and room for 100 customers. The
 * truth is 50,000 events and 10,000 failures. Heap is what a library keeps after a collection: all
 * that was not there before the library was set up, and of it what was there before the first
 * event. Classes and their constants are loaded by then, in all of them.
 */
public final class GuardPeers {

  private static final int CUSTOMERS = 5_000;
  private static final int EVENTS_EACH = 10;

  /** The number of customers that each library may name. */
  static final int BUDGET = 100;

  private static final List<Supplier<GuardedCounter>> PEERS =
      List.of(
          MicrometerPeer::new,
          OpenTelemetryPeer::new,
          SpectatorPeer::limitingValues,
          SpectatorPeer::limitingMeters,
          ClientJavaPeer::new,
          UpstreamPeer::alone,
          UpstreamPeer::withCatalogue);

  /** The subject of a measurement. */
  public enum Figure {
    EVENTS,
    FAILURES,
    SERIES,
    /** Bytes. */
    HEAP,
    /** Bytes before the first event. */
    EMPTY
  }

  private GuardPeers() {}

  /** Returns the names of the guards. */
  public static List<String> names() {
    List<String> names = new ArrayList<>();
    for (Supplier<GuardedCounter> maker : PEERS) {
      try (GuardedCounter peer = maker.get()) {
        names.add(peer.name());
      }
    }
    return names;
  }

  /** Returns the name of a figure. */
  public static String figure(String guard, Figure figure) {
    return "Guard " + guard + " " + figure;
  }

  /** Prints what is left. */
  public static void main(String[] arguments) throws Exception {
    for (Supplier<GuardedCounter> peer : PEERS) {
      measure(peer, false); // classes and their constants are loaded by now
    }
    for (Supplier<GuardedCounter> peer : PEERS) {
      measure(peer, true);
    }
  }

  private static void measure(Supplier<GuardedCounter> maker, boolean print) throws Exception {
    long before = Heap.used();
    try (GuardedCounter peer = maker.get()) {
      long empty = Heap.used();
      for (int event = 0; event < EVENTS_EACH; event++) {
        for (int customer = 0; customer < CUSTOMERS; customer++) {
          peer.record("customer-" + customer, event % 5 != 0);
        }
      }
      long heap = Heap.used() - before;
      if (print) {
        print(peer, Figure.EVENTS, peer.total());
        print(peer, Figure.FAILURES, peer.failures());
        print(peer, Figure.SERIES, peer.series());
        print(peer, Figure.HEAP, heap);
        print(peer, Figure.EMPTY, empty - before);
      }
    }
  }

  private static void print(GuardedCounter peer, Figure figure, double value) {
    System.out.printf(Locale.ROOT, "%s\t%.0f%n", figure(peer.name(), figure), value);
  }
}
