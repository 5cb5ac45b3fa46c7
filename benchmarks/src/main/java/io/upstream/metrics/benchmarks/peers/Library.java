package io.upstream.metrics.benchmarks.peers;

import io.upstream.metrics.page.PageFormat;
import java.io.IOException;
import java.io.OutputStream;

/** A metrics library with a counter of drift events and a histogram of ingestion times. */
public interface Library {

  /** Counts one event, in the way that is meant for it. */
  void event(Drift event);

  /** Counts events of one series. */
  void count(Drift event, long amount);

  /** Records an observation of the histogram that has the customer alone as its label. */
  void ingestion(String customer, double seconds);

  /** Records an observation of the histogram that has four labels. */
  void observe(Drift event, double seconds);

  /** Writes its page. */
  void page(PageFormat format, OutputStream out) throws IOException;

  /** Writes its page in text. */
  default void page(OutputStream out) throws IOException {
    page(PageFormat.TEXT, out);
  }
}
