package io.upstream.metrics.benchmarks.page;

import io.upstream.metrics.benchmarks.peers.Drift;
import io.upstream.metrics.benchmarks.peers.Library;
import io.upstream.metrics.benchmarks.peers.MeasuredLibrary;
import java.util.List;
import java.util.Random;

/** The content of a page. */
public enum Content {
  /** One event; beside it what a library shows of the catalogue anyway. */
  ONE_EVENT(1, 0),
  /** 1,990 lines: 1,440 counters and 50 histogram children. */
  ORDINARY(40, 50),
  /** 36,000 counters. */
  SERIES_36_000(1000, 0),
  /** 108,000 counters and 3,000 histogram children. */
  SERIES_111_000(3000, 3000);

  /** The customers, of whom each has all 36 counters. */
  public final int customers;

  private final int histograms;

  Content(int customers, int histograms) {
    this.customers = customers;
    this.histograms = histograms;
  }

  /** Returns a library that has this content. */
  public Library of(MeasuredLibrary peer) {
    Library library = peer.make(Math.max(customers, histograms));
    fill(library);
    return library;
  }

  /** Records this content. */
  public void fill(Library library) {
    Random random = new Random(7);
    Drift[] events = Drift.ofEach(Drift.customers("customer-", customers));
    for (int i = 0; i < (this == ONE_EVENT ? 1 : events.length); i++) {
      library.count(events[i], 1 + random.nextInt(200_000));
    }
    List<String> timed = Drift.customers("customer-", histograms);
    for (String customer : timed) {
      for (int i = 0; i < 3; i++) {
        library.ingestion(customer, random.nextInt(400_000) / 1000.0);
      }
    }
  }
}
