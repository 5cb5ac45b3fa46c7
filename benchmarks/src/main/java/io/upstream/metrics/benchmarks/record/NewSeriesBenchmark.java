package io.upstream.metrics.benchmarks.record;

import io.upstream.metrics.benchmarks.peers.Drift;
import io.upstream.metrics.benchmarks.peers.Library;
import io.upstream.metrics.benchmarks.peers.MeasuredLibrary;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The first event of a series: 36,000 new series of one family, by one or more threads. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@NullUnmarked // JMH fills it
public class NewSeriesBenchmark {

  private static final int CUSTOMERS = 1000;

  @Param({"UPSTREAM", "CLIENT_JAVA"})
  public MeasuredLibrary peer;

  @Param({"1", "8"})
  public int writers;

  private Drift[] events;
  private ExecutorService pool;
  private Library library;

  @Setup
  public void start() {
    events = Drift.ofEach(Drift.customers("customer-", CUSTOMERS));
    pool = Executors.newFixedThreadPool(writers);
  }

  @Setup(Level.Invocation) // which takes milliseconds
  public void make() {
    library = peer.make(CUSTOMERS);
  }

  @TearDown
  public void stop() {
    pool.shutdown();
  }

  @Benchmark
  @OperationsPerInvocation(CUSTOMERS * 36)
  public void create() throws InterruptedException, ExecutionException {
    List<Future<?>> parts = new ArrayList<>();
    for (int writer = 0; writer < writers; writer++) {
      int first = writer;
      parts.add(pool.submit(() -> count(first)));
    }
    for (Future<?> part : parts) {
      part.get();
    }
  }

  private void count(int first) {
    for (int i = first; i < events.length; i += writers) {
      library.event(events[i]);
    }
  }
}
