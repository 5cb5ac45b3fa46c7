package io.upstream.metrics.benchmarks.record;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
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
    ours.recorder.counter(Libraries.OWN).inc(Libraries.labels(event));
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
    Libraries.labelValues(theirs.drifts, cursor.next(scale.events)).inc();
  }

  @Benchmark
  public void clientJavaBound(Libraries.ClientJavaDrifts theirs) {
    theirs.bound.inc();
  }

  @Benchmark
  public void micrometer(Scale scale, Scale.Cursor cursor, Libraries.MicrometerDrifts theirs) {
    counter(theirs.registry, cursor.next(scale.events)).increment();
  }

  /** As its documentation advises for tags that are known with the event only. */
  @Benchmark
  public void micrometerProvider(
      Scale scale, Scale.Cursor cursor, Libraries.MicrometerDrifts theirs) {
    theirs.provider.withTags(tags(cursor.next(scale.events))).increment();
  }

  @Benchmark
  public void micrometerBound(Libraries.MicrometerDrifts theirs) {
    theirs.cached.increment();
  }

  static Counter counter(MeterRegistry registry, Drift event) {
    return registry.counter(Libraries.MicrometerDrifts.NAME, tags(event));
  }

  private static String[] tags(Drift event) {
    return new String[] {
      "product", event.productText(),
      "drift_type", event.typeText(),
      "severity_level", event.levelText(),
      "customer_id", event.customer()
    };
  }

  @Benchmark
  public void openTelemetry(Scale scale, Scale.Cursor cursor, Libraries.OpenTelemetry theirs) {
    theirs.drifts.add(1, attributes(cursor.next(scale.events)));
  }

  /** With attributes that the caller keeps for each event. */
  @Benchmark
  public void openTelemetryPrebuilt(Scale.Cursor cursor, Libraries.OpenTelemetry theirs) {
    theirs.drifts.add(1, cursor.next(theirs.prebuilt));
  }

  @Benchmark
  public void openTelemetryBound(Libraries.OpenTelemetry theirs) {
    theirs.bound.add(1);
  }

  static Attributes attributes(Drift event) {
    return Attributes.of(
        PRODUCT,
        event.productText(),
        TYPE,
        event.typeText(),
        LEVEL,
        event.levelText(),
        CUSTOMER,
        event.customer());
  }

  @Benchmark
  public void longAdder(Libraries.Limit limit) {
    limit.adder.increment();
  }

  @Benchmark
  public void neighboursUpstream(Libraries.Neighbours both, Libraries.Which which) {
    both.ours[which.thread].inc();
  }

  @Benchmark
  public void neighboursClientJava(Libraries.Neighbours both, Libraries.Which which) {
    both.theirs[which.thread].inc();
  }

  @Benchmark
  public void neighboursLongAdder(Libraries.Neighbours both, Libraries.Which which) {
    both.adders[which.thread].increment();
  }
}
