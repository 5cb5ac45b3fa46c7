package io.upstream.metrics.benchmarks.record;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.incubator.metrics.BoundLongCounter;
import io.opentelemetry.api.incubator.metrics.ExtendedLongCounter;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.upstream.metrics.CustomerRecorder;
import io.upstream.metrics.UpstreamMetrics;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.benchmarks.peers.ClientJava;
import io.upstream.metrics.benchmarks.peers.CumulativeReader;
import io.upstream.metrics.benchmarks.peers.Drift;
import io.upstream.metrics.benchmarks.peers.Upstream;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.DriftType;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.SeverityLevel;
import io.upstream.metrics.series.BoundCounter;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;

/** The libraries with every series of the scale in place. */
@NullUnmarked // JMH fills them
public final class Libraries {

  /** Labels as an application would declare them. */
  public record OwnLabels(
      Product product, DriftType driftType, SeverityLevel severityLevel, CustomerId customerId) {}

  static final CounterFamily<OwnLabels> OWN =
      CounterFamily.named("own_events_total").help("Own events.").labels(OwnLabels.class);

  private Libraries() {}

  /** Ours. */
  @State(Scope.Benchmark)
  public static class Ours {

    UpstreamRecorder recorder;
    CustomerRecorder customer;
    BoundCounter ownBound;
    Drift[] strangers;

    @Setup
    public void fill(Scale scale) {
      recorder = Upstream.recorder(scale.customers);
      UpstreamMetrics.install(recorder);
      // As in a service, known series are used between new ones. If all series were new, the
      // compiler would optimize for that case.
      for (int i = 0; i < scale.events.length; i++) {
        for (int back = 0; back < 5; back++) {
          Drift event = scale.events[i - i / 5 * back];
          recorder.trackDriftEvent(
              event.product(), event.type(), event.severity(), new CustomerId(event.customer()));
        }
      }
      CustomerId one = new CustomerId(scale.known.get(scale.customers / 2));
      customer = recorder.forCustomer(one);
      ownBound = bind(recorder, scale.events[0]);
      strangers = Drift.ofEach(Drift.customers("stranger-", 1000));
    }
  }

  /** client_java's counter with four labels. */
  @State(Scope.Benchmark)
  public static class ClientJavaDrifts {

    Counter drifts;
    CounterDataPoint bound;

    @Setup
    public void fill(Scale scale) {
      drifts = ClientJava.driftCounter();
      for (Drift event : scale.events) {
        labelValues(drifts, event).inc();
      }
      bound = labelValues(drifts, scale.events[0]);
    }
  }

  /**
   * OpenTelemetry's SDK, with room for all series: attributes that were built beforehand, one for
   * each event, and a bound instrument.
   */
  @State(Scope.Benchmark)
  public static class OpenTelemetry {

    LongCounter drifts;
    BoundLongCounter bound;
    Attributes[] prebuilt;

    @Setup
    public void fill(Scale scale) {
      drifts =
          SdkMeterProvider.builder()
              .registerMetricReader(new CumulativeReader())
              .registerView(
                  InstrumentSelector.builder().setName("drifts").build(),
                  View.builder().setCardinalityLimit(1_000_000).build())
              .build()
              .get("benchmark")
              .counterBuilder("drifts")
              .build();
      prebuilt =
          Arrays.stream(scale.events).map(RecordBenchmark::attributes).toArray(Attributes[]::new);
      bound = ((ExtendedLongCounter) drifts).bind(prebuilt[0]);
    }
  }

  /** Micrometer's registry, a provider of meters, and a meter that was looked up beforehand. */
  @State(Scope.Benchmark)
  public static class MicrometerDrifts {

    static final String NAME = "upstream.drift.event.detected";

    final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    final Meter.MeterProvider<io.micrometer.core.instrument.Counter> provider =
        io.micrometer.core.instrument.Counter.builder(NAME).withRegistry(registry);
    io.micrometer.core.instrument.Counter cached;

    @Setup
    public void find(Scale scale) {
      cached = RecordBenchmark.counter(registry, scale.events[0]);
    }
  }

  /** A counter without a library. */
  @State(Scope.Benchmark)
  public static class Limit {
    final LongAdder adder = new LongAdder();
  }

  /** Two series of one customer, made one after the other; each thread counts one of them. */
  @State(Scope.Benchmark)
  public static class Neighbours {

    BoundCounter[] ours;
    CounterDataPoint[] theirs;
    LongAdder[] adders;

    @Setup
    public void make() {
      Drift[] events = Drift.inOrder(Drift.customers("customer-", 2));
      UpstreamRecorder recorder = Upstream.recorder(2);
      Counter counter = ClientJava.driftCounter();
      ours = new BoundCounter[] {bind(recorder, events[0]), bind(recorder, events[1])};
      theirs =
          new CounterDataPoint[] {labelValues(counter, events[0]), labelValues(counter, events[1])};
      adders = new LongAdder[] {new LongAdder(), new LongAdder()};
    }
  }

  /** The number of a thread. */
  @State(Scope.Thread)
  public static class Which {

    int thread;

    @Setup
    public void number(ThreadParams threads) {
      thread = threads.getThreadIndex() & 1;
    }
  }

  static BoundCounter bind(UpstreamRecorder recorder, Drift event) {
    return recorder.counter(OWN).bind(labels(event));
  }

  static OwnLabels labels(Drift event) {
    return new OwnLabels(
        event.product(), event.type(), event.level(), new CustomerId(event.customer()));
  }

  static CounterDataPoint labelValues(Counter counter, Drift event) {
    return counter.labelValues(
        event.productText(), event.typeText(), event.levelText(), event.customer());
  }
}
