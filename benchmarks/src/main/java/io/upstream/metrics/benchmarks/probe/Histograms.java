package io.upstream.metrics.benchmarks.probe;

import io.upstream.metrics.benchmarks.peers.Drift;
import io.upstream.metrics.benchmarks.peers.Library;
import io.upstream.metrics.benchmarks.peers.Peer;
import java.util.Locale;

/** What a histogram child with eight bounds and three observations weighs. */
public final class Histograms {

  private static final int CHILDREN = 100_000;

  private Histograms() {}

  /**
   * Prints the bytes of a child.
   *
   * @param arguments the peer
   */
  public static void main(String[] arguments) {
    Peer peer = Peer.valueOf(arguments[0]);
    int customers = (CHILDREN + Drift.EACH - 1) / Drift.EACH;
    observe(peer.make(2), Drift.ofEach(Drift.customers("early-", 2)), 2 * Drift.EACH);
    Library library = peer.make(customers);
    long before = Heap.used();
    observe(library, Drift.ofEach(Drift.customers("customer-", customers)), CHILDREN);
    System.out.printf(Locale.ROOT, "%.1f%n", (Heap.used() - before) / (double) CHILDREN);
    observe(library, Drift.ofEach(Drift.customers("customer-", 1)), 1); // it is still in use
  }

  private static void observe(Library library, Drift[] events, int children) {
    for (int i = 0; i < children; i++) {
      library.observe(events[i], 0.3);
      library.observe(events[i], 7.25);
      library.observe(events[i], 45);
    }
  }
}
