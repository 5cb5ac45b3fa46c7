package io.upstream.metrics.benchmarks.page;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.benchmarks.peers.Drift;
import io.upstream.metrics.benchmarks.peers.Upstream;
import io.upstream.metrics.benchmarks.peers.Wide;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A family of 45,000 combinations of which few exist, beside one of which all exist. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WideFamilyBenchmark {

  /** As many as 250 customers have of a family with 36 combinations. */
  private static final int SERIES = 250 * Drift.EACH;

  /** Two recorders with as many series. */
  @State(Scope.Benchmark)
  @NullUnmarked // JMH fills it
  public static class Filled {

    UpstreamRecorder wide;
    Upstream dense;

    @Setup
    public void fill() {
      List<String> customers = Drift.customers("customer-", SERIES);
      wide = Upstream.recorder(SERIES);
      customers.forEach(customer -> Wide.count(wide, customer, 1));
      dense = new Upstream(SERIES / Drift.EACH);
      for (Drift event : Drift.ofEach(customers.subList(0, SERIES / Drift.EACH))) {
        dense.count(event, 1);
      }
    }
  }

  /** 9,000 customers with one of 45,000 combinations each. */
  @Benchmark
  public void wide(Filled filled) throws IOException {
    filled.wide.writePage(OutputStream.nullOutputStream());
  }

  /** 250 customers with all of 36 combinations. */
  @Benchmark
  public void dense(Filled filled) throws IOException {
    filled.dense.recorder().writePage(OutputStream.nullOutputStream());
  }

  /** A recorder, the first series of the wide family and the first page. */
  @Benchmark
  public UpstreamRecorder buildAndFirstPage() throws IOException {
    UpstreamRecorder recorder = Upstream.recorder(1);
    Wide.count(recorder, "customer", 1);
    recorder.writePage(OutputStream.nullOutputStream());
    return recorder;
  }
}
