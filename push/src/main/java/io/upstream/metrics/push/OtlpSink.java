package io.upstream.metrics.push;

import io.prometheus.metrics.exporter.opentelemetry.OpenTelemetryExporter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.upstream.metrics.label.PushTarget;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * Pushes a registry through client_java's OpenTelemetry exporter.
 *
 * <p>The exporter's own timer is set to never, and this class starts each push. The exporter
 * retries itself if the protocol allows it.
 */
final class OtlpSink implements PushSink {

  private static final int NEVER = Math.toIntExact(Duration.ofDays(365).toSeconds());

  private final OpenTelemetryExporter exporter;
  private final OtlpReader reader;
  private final Duration timeout;

  OtlpSink(
      PrometheusRegistry registry,
      String endpoint,
      String serviceName,
      Map<String, String> headers,
      Map<String, String> resource,
      Duration timeout) {
    OpenTelemetryExporter.Builder builder =
        OpenTelemetryExporter.builder()
            .registry(registry)
            .protocol("http/protobuf")
            .endpoint(endpoint)
            .serviceName(serviceName)
            .intervalSeconds(NEVER)
            .timeoutSeconds((int) Math.max(1, timeout.toSeconds()));
    headers.forEach(builder::header);
    resource.forEach(builder::resourceAttribute);
    this.exporter = builder.buildAndStart();
    this.reader = new OtlpReader(exporter);
    this.timeout = timeout;
  }

  @Override
  public PushTarget target() {
    return PushTarget.OTLP;
  }

  @Override
  public void send(boolean keepingOthers) throws IOException {
    if (!reader.export(timeout)) {
      throw new IOException("the collector did not take it; the exporter's own log says why");
    }
  }

  @Override
  public void delete() {
    // OTLP cannot delete series.
  }

  @Override
  public void close() {
    exporter.close();
  }
}
