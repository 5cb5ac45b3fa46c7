package io.upstream.metrics.benchmarks.record;

import io.upstream.metrics.benchmarks.peers.Drift;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The customers and the events that they send. */
@State(Scope.Benchmark)
@NullUnmarked // JMH fills it
public class Scale {

  @Param({"1000", "3000"})
  public int customers;

  List<String> known;
  Drift[] events;

  @Setup
  public void events() {
    known = Drift.customers("customer-", customers);
    events = Drift.ofEach(known);
  }

  /** The place of a thread in the events. */
  @State(Scope.Thread)
  public static class Cursor {

    private int at = ThreadLocalRandom.current().nextInt(36_000);

    <T> T next(T[] events) {
      if (++at >= events.length) {
        at = 0;
      }
      return events[at];
    }
  }
}
