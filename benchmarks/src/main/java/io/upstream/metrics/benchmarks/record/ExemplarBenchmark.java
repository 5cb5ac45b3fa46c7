package io.upstream.metrics.benchmarks.record;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.tracer.common.SpanContext;
import io.prometheus.metrics.tracer.initializer.SpanContextSupplier;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.series.Observer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** An observation of a histogram without a tracer, in a span that is not sampled, and in one. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class ExemplarBenchmark {

  private static final double[] BOUNDS = {1, 5, 10, 30, 60, 120, 300, 600};
  private static final HistogramFamily<NoLabels> SIZES =
      HistogramFamily.named("exemplar_sizes").buckets(BOUNDS).help("S.").noLabels();

  /** The states of the tracer: none, not sampling, sampling. */
  public enum Tracer {
    NONE,
    UNSAMPLED,
    SAMPLED
  }

  /** The tracer. */
  @Param public Tracer tracer = Tracer.NONE;

  private @Nullable UpstreamRecorder recorder;
  private @Nullable Observer ours;
  private @Nullable DistributionDataPoint theirs;
  private int next;

  /** Both find the tracer where client_java looks for it. */
  @Setup(Level.Trial)
  public void setUp() {
    SpanContextSupplier.setSpanContext(tracer == Tracer.NONE ? null : new Span(tracer));
    recorder = UpstreamRecorder.builder().jvm(false).families(SIZES).build();
    ours = recorder.histogram(SIZES).bind(NoLabels.NONE);
    theirs =
        io.prometheus.metrics.core.metrics.Histogram.builder()
            .name("exemplar_sizes")
            .classicOnly()
            .classicUpperBounds(BOUNDS)
            .labelNames("none")
            .build()
            .labelValues("");
  }

  /** Takes the recorder down. */
  @TearDown(Level.Trial)
  public void tearDown() {
    if (recorder != null) {
      recorder.close();
    }
    SpanContextSupplier.setSpanContext(null);
  }

  private int value() {
    next = (next + 37) & 1023;
    return next;
  }

  /** A bound histogram of this library. */
  @Benchmark
  public void upstream() {
    if (ours != null) {
      ours.observe(value());
    }
  }

  /** A data point of client_java's. */
  @Benchmark
  public void clientJava() {
    if (theirs != null) {
      theirs.observe(value());
    }
  }

  private static final class Span implements SpanContext {
    private final boolean sampled;

    Span(Tracer tracer) {
      this.sampled = tracer == Tracer.SAMPLED;
    }

    @Override
    public String getCurrentTraceId() {
      return "0af7651916cd43dd8448eb211c80319c";
    }

    @Override
    public String getCurrentSpanId() {
      return "b7ad6b7169203331";
    }

    @Override
    public boolean isCurrentSpanSampled() {
      return sampled;
    }

    @Override
    public void markCurrentSpanAsExemplar() {}
  }
}
