package io.upstream.metrics.benchmarks.probe;

import io.upstream.metrics.benchmarks.peers.Drift;
import io.upstream.metrics.benchmarks.peers.Library;
import io.upstream.metrics.benchmarks.peers.MeasuredLibrary;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;

/**
 * One library with a number of counter series: the heap of a series, the time of an event, the time
 * of a page.
 *
 * <p>In a process of its own, so that nothing else is in its heap.
 */
public final class Growth {

  private static final int EVENTS = 250_000;
  private static final long RECORD_NANOS = 500_000_000L;
  private static final long PAGE_NANOS = 1_000_000_000L;

  /** The subject of a measurement. */
  public enum Figure {
    /** Bytes a series. */
    HEAP,
    /** Nanoseconds an event, in an order that no cache can guess. */
    RANDOM,
    /** Nanoseconds an event, where the next is most often the same customer's. */
    BY_CUSTOMER,
    /** Nanoseconds a page in text. */
    PAGE
  }

  private Growth() {}

  /** Returns the name of a figure. */
  public static String figure(Figure figure, MeasuredLibrary peer, int series) {
    return "Growth " + figure + " peer=" + peer + " series=" + series;
  }

  /**
   * Prints all figures.
   *
   * @param arguments the peer and the number of series
   */
  public static void main(String[] arguments) throws IOException {
    MeasuredLibrary peer = MeasuredLibrary.valueOf(arguments[0]);
    int series = Integer.parseInt(arguments[1]);
    int customers = (series + Drift.EACH - 1) / Drift.EACH;
    // Loads the classes and makes the constants before anything is measured.
    fill(peer.make(2), Drift.ofEach(Drift.customers("early-", 2)), 72);
    Library library = peer.make(customers);
    long before = Heap.used();
    fill(library, Drift.ofEach(Drift.customers("customer-", customers)), series);
    print(Figure.HEAP, peer, series, (Heap.used() - before) / (double) series);

    // The events are made after the heap was measured. Their strings differ from those that the
    // library keeps.
    Drift[] random = Drift.ofEach(Drift.customers("customer-", customers));
    print(Figure.RANDOM, peer, series, record(library, random, series));
    Drift[] byCustomer = Drift.inOrder(Drift.customers("customer-", customers));
    print(Figure.BY_CUSTOMER, peer, series, record(library, byCustomer, series));
    print(Figure.PAGE, peer, series, page(library));
  }

  private static void print(Figure figure, MeasuredLibrary peer, int series, double value) {
    System.out.printf(Locale.ROOT, "%s\t%.1f%n", figure(figure, peer, series), value);
  }

  private static void fill(Library library, Drift[] events, int series) {
    for (int i = 0; i < series; i++) {
      library.count(events[i], 1 + i % 1000);
    }
  }

  private static double record(Library library, Drift[] all, int series) {
    Drift[] events = Arrays.copyOf(all, series);
    double least = Double.MAX_VALUE;
    long begin = System.nanoTime();
    for (int round = 0, at = 0; round < 6 || System.nanoTime() - begin < RECORD_NANOS; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < EVENTS; i++) {
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
    for (int page = 0; page < 2 || System.nanoTime() - begin < PAGE_NANOS; page++) {
      long start = System.nanoTime();
      library.page(OutputStream.nullOutputStream());
      least = Math.min(least, System.nanoTime() - start);
    }
    return least;
  }
}
