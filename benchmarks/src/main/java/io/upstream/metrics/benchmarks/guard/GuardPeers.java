package io.upstream.metrics.benchmarks.guard;

import java.lang.management.ManagementFactory;
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

  /** How many customers may be named. */
  static final int BUDGET = 100;

  private GuardPeers() {}

  /** Prints the table. */
  public static void main(String[] arguments) throws Exception {
    List<Supplier<Peer>> peers =
        List.of(
            MicrometerPeer::new,
            OpenTelemetryPeer::new,
            SpectatorPeer::limitingValues,
            SpectatorPeer::limitingMeters,
            ClientJavaPeer::new,
            UpstreamPeer::alone,
            UpstreamPeer::withCatalogue);
    for (Supplier<Peer> peer : peers) {
      measure(peer, false); // classes and their constants are loaded by now
    }
    System.out.printf(
        Locale.ROOT,
        "| guard | events (truth %,d) | failures (truth %,d) | series | heap, KB | of it before the first event |%n|---|---:|---:|---:|---:|---:|%n",
        CUSTOMERS * EVENTS_EACH,
        CUSTOMERS * EVENTS_EACH / 5);
    for (Supplier<Peer> peer : peers) {
      measure(peer, true);
    }
  }

  private static void measure(Supplier<Peer> maker, boolean print) throws Exception {
    long before = used();
    try (Peer peer = maker.get()) {
      long empty = used();
      for (int event = 0; event < EVENTS_EACH; event++) {
        for (int customer = 0; customer < CUSTOMERS; customer++) {
          peer.record("customer-" + customer, event % 5 != 0);
        }
      }
      long heap = used() - before;
      if (print) {
        System.out.printf(
            Locale.ROOT,
            "| %s | %,.0f | %,.0f | %,d | %,d | %,d |%n",
            peer.name(),
            peer.total(),
            peer.failures(),
            peer.series(),
            heap / 1024,
            (empty - before) / 1024);
      }
    }
  }

  private static long used() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 6; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
