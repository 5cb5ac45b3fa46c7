package io.upstream.metrics.benchmarks.peers;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.DriftFamilies;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.DriftType;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.SeverityLevel;
import io.upstream.metrics.page.PageFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;

/** This library, with its whole catalogue. */
public final class Upstream implements Library {

  /** The labels of a drift event, as an application would declare them. */
  public record Labels(
      Product product, DriftType driftType, SeverityLevel severityLevel, CustomerId customerId) {}

  private static final HistogramFamily<Labels> SECONDS =
      Histograms.family("bench_drift_seconds", Labels.class, ClientJava.BOUNDS);

  private final UpstreamRecorder recorder;

  /** Makes a recorder with room for so many customers. */
  public Upstream(int customers) {
    this(recorder(customers));
  }

  /** Records to a recorder. */
  public Upstream(UpstreamRecorder recorder) {
    this.recorder = recorder;
  }

  /** Returns a recorder with room for so many customers. */
  public static UpstreamRecorder recorder(int customers) {
    return recorder(customers, false);
  }

  /** Returns a recorder with room for so many customers, with or without families of the JVM. */
  public static UpstreamRecorder recorder(int customers, boolean jvm) {
    return UpstreamRecorder.builder()
        .jvm(jvm)
        .budget(CustomerId.class, customers)
        .budget(Endpoint.class, 10_000)
        .lineBudget(Long.MAX_VALUE / 2)
        .build();
  }

  public UpstreamRecorder recorder() {
    return recorder;
  }

  @Override
  public void event(Drift event) {
    recorder.trackDriftEvent(
        event.product(), event.type(), event.severity(), new CustomerId(event.customer()));
  }

  @Override
  public void count(Drift event, long amount) {
    recorder
        .counter(DriftFamilies.DETECTED)
        .add(
            new DriftFamilies.DetectedLabels(
                event.product(), event.type(), event.level(), new CustomerId(event.customer())),
            amount);
  }

  @Override
  public void ingestion(String customer, double seconds) {
    Histograms.ingestion(recorder, customer, seconds);
  }

  @Override
  public void observe(Drift event, double seconds) {
    recorder
        .histogram(SECONDS)
        .observe(
            new Labels(
                event.product(), event.type(), event.level(), new CustomerId(event.customer())),
            seconds);
  }

  @Override
  public void page(PageFormat format, OutputStream out) throws IOException {
    recorder.writePage(format, Set.of(), out);
  }

  @Override
  public void page(OutputStream out) throws IOException {
    recorder.writePage(out);
  }
}
