package io.upstream.metrics.benchmarks.record;

import com.codahale.metrics.MetricRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.upstream.metrics.UpstreamMetrics;
import io.upstream.metrics.benchmarks.peers.Drift;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.DriftType;
import io.upstream.metrics.label.Product;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** One drift event, recorded by each library. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RecordBenchmark {

  private static final AttributeKey<String> PRODUCT = AttributeKey.stringKey("product");
  private static final AttributeKey<String> TYPE = AttributeKey.stringKey("drift_type");
  private static final AttributeKey<String> LEVEL = AttributeKey.stringKey("severity_level");
  private static final AttributeKey<String> CUSTOMER = AttributeKey.stringKey("customer_id");

  @Benchmark
  public void upstream(Scale scale, Scale.Cursor cursor, Libraries.Ours ours) {
    Drift event = cursor.next(scale.events);
    ours.recorder.trackDriftEvent(
        event.product(), event.type(), event.severity(), new CustomerId(event.customer()));
  }

  @Benchmark
  public void upstreamStatic(Scale scale, Scale.Cursor cursor, Libraries.Ours ours) {
    Drift event = cursor.next(scale.events);
    UpstreamMetrics.trackDriftEvent(
        event.product(), event.type(), event.severity(), new CustomerId(event.customer()));
  }

  @Benchmark
  public void upstreamOverBudget(Scale scale, Scale.Cursor cursor, Libraries.Ours ours) {
    Drift event = cursor.next(ours.strangers);
    ours.recorder.trackDriftEvent(
        event.product(), event.type(), event.severity(), new CustomerId(event.customer()));
  }

  /** By label record, as an application's own families are counted. */
  @Benchmark
  public void upstreamOwnFamily(Scale scale, Scale.Cursor cursor, Libraries.Ours ours) {
    Drift event = cursor.next(scale.events);
    ours.recorder
        .counter(Libraries.OWN)
        .inc(
            new Libraries.OwnLabels(
                event.product(), event.type(), event.level(), new CustomerId(event.customer())));
  }

  @Benchmark
  public void upstreamOwnFamilyBound(Libraries.Ours ours) {
    ours.ownBound.inc();
  }

  @Benchmark
  public void upstreamForCustomer(Libraries.Ours ours) {
    ours.customer.trackDriftEvent(Product.DRIFT_WATCH, DriftType.PAYMENT_DELAY, 0.85);
  }

  @Benchmark
  public void clientJava(Scale scale, Scale.Cursor cursor, Libraries.ClientJavaDrifts theirs) {
    Drift event = cursor.next(scale.events);
    theirs
        .drifts
        .labelValues(event.productText(), event.typeText(), event.levelText(), event.customer())
        .inc();
  }

  @Benchmark
  public void clientJavaBound(Libraries.ClientJavaDrifts theirs) {
    CounterDataPoint bound = theirs.bound;
    bound.inc();
  }

  @Benchmark
  public void micrometer(Scale scale, Scale.Cursor cursor, Libraries.MicrometerDrifts theirs) {
    Drift event = cursor.next(scale.events);
    theirs
        .registry
        .counter(
            "upstream.drift.event.detected",
            "product",
            event.productText(),
            "drift_type",
            event.typeText(),
            "severity_level",
            event.levelText(),
            "customer_id",
            event.customer())
        .increment();
  }

  @Benchmark
  public void openTelemetry(Scale scale, Scale.Cursor cursor, Libraries.OpenTelemetry theirs) {
    Drift event = cursor.next(scale.events);
    theirs.drifts.add(
        1,
        Attributes.of(
            PRODUCT,
            event.productText(),
            TYPE,
            event.typeText(),
            LEVEL,
            event.levelText(),
            CUSTOMER,
            event.customer()));
  }

  /** Without labels, the parts of a name are joined. */
  @Benchmark
  public void dropwizard(Scale scale, Scale.Cursor cursor, Libraries.DropwizardDrifts theirs) {
    Drift event = cursor.next(scale.events);
    theirs
        .registry
        .counter(
            MetricRegistry.name(
                "drift",
                event.productText(),
                event.typeText(),
                event.levelText(),
                event.customer()))
        .inc();
  }

  @Benchmark
  public void longAdder(Libraries.Limit limit) {
    limit.adder.increment();
  }
}
