package io.upstream.metrics.benchmarks.record;

import com.codahale.metrics.MetricRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.upstream.metrics.CustomerRecorder;
import io.upstream.metrics.UpstreamMetrics;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.benchmarks.peers.CumulativeReader;
import io.upstream.metrics.benchmarks.peers.Drift;
import io.upstream.metrics.benchmarks.peers.Upstream;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.DriftType;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.SeverityLevel;
import io.upstream.metrics.series.BoundCounter;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The libraries with every series of the scale in place. */
@NullUnmarked // JMH fills them
public final class Libraries {

  /** What an application would declare. */
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
      // As in a service, known series are used while new ones come: were all new, the compiler
      // would
      // take that for the usual.
      for (int i = 0; i < scale.events.length; i++) {
        for (int back = 0; back < 5; back++) {
          Drift event = scale.events[i - i / 5 * back];
          recorder.trackDriftEvent(
              event.product(), event.type(), event.severity(), new CustomerId(event.customer()));
        }
      }
      CustomerId one = new CustomerId(scale.known.get(scale.customers / 2));
      customer = recorder.forCustomer(one);
      ownBound =
          recorder
              .counter(OWN)
              .bind(
                  new OwnLabels(
                      Product.DRIFT_WATCH, DriftType.PAYMENT_DELAY, SeverityLevel.HIGH, one));
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
      drifts =
          Counter.builder()
              .name("upstream_drift_event_detected")
              .labelNames("product", "drift_type", "severity_level", "customer_id")
              .register(new PrometheusRegistry());
      for (Drift event : scale.events) {
        drifts
            .labelValues(event.productText(), event.typeText(), event.levelText(), event.customer())
            .inc();
      }
      Drift one = scale.events[0];
      bound =
          drifts.labelValues(one.productText(), one.typeText(), one.levelText(), one.customer());
    }
  }

  /** OpenTelemetry's SDK, with room for all series. */
  @State(Scope.Benchmark)
  public static class OpenTelemetry {

    LongCounter drifts;

    @Setup
    public void fill() {
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
    }
  }

  /** Micrometer's registry. */
  @State(Scope.Benchmark)
  public static class MicrometerDrifts {
    final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  }

  /** Dropwizard's registry. */
  @State(Scope.Benchmark)
  public static class DropwizardDrifts {
    final MetricRegistry registry = new MetricRegistry();
  }

  /** What counting costs at least. */
  @State(Scope.Benchmark)
  public static class Limit {
    final LongAdder adder = new LongAdder();
  }
}
