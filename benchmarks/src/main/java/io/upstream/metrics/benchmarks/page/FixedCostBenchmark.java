package io.upstream.metrics.benchmarks.page;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.benchmarks.peers.Drift;
import io.upstream.metrics.benchmarks.peers.Upstream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A page of one event: the part of a page's cost that does not depend on the number of series. It
 * runs with the earlier core too, which lacks the formats that {@link PageBenchmark} has.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@NullUnmarked // JMH fills it
public class FixedCostBenchmark {

  private UpstreamRecorder recorder;

  @Setup
  public void record() {
    Upstream upstream = new Upstream(1);
    upstream.count(Drift.ofEach(Drift.customers("customer-", 1))[0], 1);
    recorder = upstream.recorder();
  }

  @Benchmark
  public void page() throws IOException {
    recorder.writePage(OutputStream.nullOutputStream());
  }
}
