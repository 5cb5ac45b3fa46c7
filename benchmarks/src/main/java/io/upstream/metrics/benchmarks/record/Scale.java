package io.upstream.metrics.benchmarks.record;

import io.upstream.metrics.benchmarks.peers.Drift;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** How many customers there are, and the events they send. */
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

  /** Where a thread is in the events. */
  @State(Scope.Thread)
  public static class Cursor {

    private int at = ThreadLocalRandom.current().nextInt(36_000);

    Drift next(Drift[] events) {
      if (++at >= events.length) {
        at = 0;
      }
      return events[at];
    }
  }
}
