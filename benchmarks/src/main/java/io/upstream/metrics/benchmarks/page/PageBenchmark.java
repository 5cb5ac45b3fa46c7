package io.upstream.metrics.benchmarks.page;

import io.upstream.metrics.benchmarks.peers.Library;
import io.upstream.metrics.benchmarks.peers.MeasuredLibrary;
import io.upstream.metrics.page.PageFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One page, written to nowhere. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@NullUnmarked // JMH fills it
public class PageBenchmark {

  @Param({"UPSTREAM", "CLIENT_JAVA", "PREPARED"})
  public MeasuredLibrary peer;

  @Param({"SERIES_36_000", "SERIES_111_000"})
  public Content content;

  @Param({"TEXT", "OPENMETRICS", "PROTOBUF"})
  public PageFormat format;

  private Library library;

  @Setup
  public void fill() {
    library = content.of(peer);
  }

  @Benchmark
  public void page() throws IOException {
    library.page(format, OutputStream.nullOutputStream());
  }
}
