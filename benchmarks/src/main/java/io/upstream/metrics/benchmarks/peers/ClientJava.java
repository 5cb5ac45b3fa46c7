package io.upstream.metrics.benchmarks.peers;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.upstream.metrics.page.PageFormat;
import java.io.IOException;
import java.io.OutputStream;

/** client_java with the same two families. */
public final class ClientJava implements Library {

  static final double[] BOUNDS = {0.5, 1, 5, 10, 30, 60, 120, 300};
  private static final String[] LABELS = {"product", "drift_type", "severity_level", "customer_id"};

  private final PrometheusRegistry registry;
  private final ExpositionFormats formats = ExpositionFormats.init();
  private final Counter drifts = driftCounter();
  private final Histogram ingestion;
  private final Histogram seconds;

  /** Returns a counter of drift events that is in no registry. */
  public static Counter driftCounter() {
    return Counter.builder()
        .name("bench_drift_events")
        .help("Payer drift events detected.")
        .labelNames(LABELS)
        .build();
  }

  ClientJava(boolean classicOnly, PrometheusRegistry registry) {
    this.registry = registry;
    registry.register(drifts);
    ingestion =
        histogram(classicOnly, "bench_ingestion_seconds")
            .help("Time to ingest a batch.")
            .labelNames("customer_id")
            .register(registry);
    seconds =
        histogram(classicOnly, "bench_drift_seconds")
            .help("Time to find drift.")
            .labelNames(LABELS)
            .register(registry);
  }

  private static Histogram.Builder histogram(boolean classicOnly, String name) {
    Histogram.Builder builder = Histogram.builder().name(name).classicUpperBounds(BOUNDS);
    return classicOnly ? builder.classicOnly() : builder;
  }

  public PrometheusRegistry registry() {
    return registry;
  }

  @Override
  public void event(Drift event) {
    count(event, 1);
  }

  @Override
  public void count(Drift event, long amount) {
    drifts
        .labelValues(event.productText(), event.typeText(), event.levelText(), event.customer())
        .inc(amount);
  }

  @Override
  public void ingestion(String customer, double value) {
    ingestion.labelValues(customer).observe(value);
  }

  @Override
  public void observe(Drift event, double value) {
    seconds
        .labelValues(event.productText(), event.typeText(), event.levelText(), event.customer())
        .observe(value);
  }

  @Override
  public void page(PageFormat format, OutputStream out) throws IOException {
    writer(format).write(out, registry.scrape());
  }

  private ExpositionFormatWriter writer(PageFormat format) {
    return switch (format) {
      case TEXT -> formats.getPrometheusTextFormatWriter();
      case OPENMETRICS -> formats.getOpenMetricsTextFormatWriter();
      case PROTOBUF -> formats.getPrometheusProtobufWriter();
    };
  }
}
