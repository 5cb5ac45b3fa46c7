package io.upstream.metrics.benchmarks.probe;

import io.upstream.metrics.benchmarks.peers.Drift;
import io.upstream.metrics.benchmarks.peers.Library;
import io.upstream.metrics.benchmarks.peers.Peer;
import io.upstream.metrics.page.PageFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One library with a number of counter series: what each weighs, what an event costs, how long the
 * page takes.
 *
 * <p>In a Java machine of its own, so that nothing else is in its heap.
 */
public final class Growth {

  private static final int EVENTS = 1_000_000;
  private static final long ENOUGH_NANOS = 1_500_000_000L;

  private Growth() {}

  /**
   * Prints {@code heap record inOrder page}: bytes a series, nanoseconds an event where no cache
   * can guess the next one, and where it is most often the same customer's, nanoseconds a page.
   *
   * @param arguments the peer, the number of series, and whether they are made customer by customer
   *     instead of in the order of the events
   */
  public static void main(String[] arguments) throws IOException {
    Peer peer = Peer.valueOf(arguments[0]);
    int series = Integer.parseInt(arguments[1]);
    boolean together = Boolean.parseBoolean(arguments[2]);
    int customers = (series + Drift.EACH - 1) / Drift.EACH;
    // A first one, whose classes and constants are then there.
    fill(peer.make(2), Drift.ofEach(Drift.customers("early-", 2)), 72);
    Library library = peer.make(customers);
    long before = Heap.used();
    List<String> ids = Drift.customers("customer-", customers);
    fill(library, together ? Drift.inOrder(ids) : Drift.ofEach(ids), series);
    double heap = (Heap.used() - before) / (double) series;

    // The events are made after the heap was measured, and their strings are others than were kept.
    double record = record(library, Drift.ofEach(Drift.customers("customer-", customers)), series);
    double inOrder =
        record(library, Drift.inOrder(Drift.customers("customer-", customers)), series);
    double page = page(library);
    System.out.printf(Locale.ROOT, "%.1f %.1f %.1f %.0f%n", heap, record, inOrder, page);
  }

  private static void fill(Library library, Drift[] events, int series) {
    for (int i = 0; i < series; i++) {
      library.count(events[i], 1 + i % 1000);
    }
  }

  private static double record(Library library, Drift[] all, int series) {
    Drift[] events = Arrays.copyOf(all, series);
    double least = Double.MAX_VALUE;
    for (int round = 0; round < 6; round++) {
      long start = System.nanoTime();
      for (int i = 0, at = 0; i < EVENTS; i++) {
        library.event(events[at]);
        at = at + 1 == events.length ? 0 : at + 1;
      }
      least = Math.min(least, (System.nanoTime() - start) / (double) EVENTS);
    }
    return least;
  }

  private static double page(Library library) throws IOException {
    double least = Double.MAX_VALUE;
    long begin = System.nanoTime();
    int pages = 0;
    while (pages < 4 || System.nanoTime() - begin < ENOUGH_NANOS) {
      long start = System.nanoTime();
      library.page(PageFormat.TEXT, OutputStream.nullOutputStream());
      least = Math.min(least, System.nanoTime() - start);
      pages++;
    }
    return least;
  }
}
