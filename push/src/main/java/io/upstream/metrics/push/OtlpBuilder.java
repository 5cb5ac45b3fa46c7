package io.upstream.metrics.push;

import io.upstream.metrics.UpstreamRecorder;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sets up pushes to an OpenTelemetry collector. */
public final class OtlpBuilder extends PushBuilder<OtlpBuilder> {

  private final String endpoint;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Map<String, String> resource = new LinkedHashMap<>();
  private String serviceName = "upstream";

  OtlpBuilder(UpstreamRecorder recorder, String endpoint) {
    super(recorder);
    if (WebAddress.parsed(endpoint) == null) {
      throw WebAddress.refused(
          "OTLP endpoint", endpoint, "a URL such as http://collector:4318/v1/metrics");
    }
    this.endpoint = endpoint;
  }

  /** Adds a header to every request, such as one that authenticates. */
  public OtlpBuilder header(String name, String value) {
    headers.put(name, WebAddress.header(name, value));
    return this;
  }

  /** Sets the {@code service.name}; by default {@code upstream}. */
  public OtlpBuilder serviceName(String name) {
    this.serviceName = name;
    return this;
  }

  /** Adds an attribute of the resource, such as {@code service.instance.id}. */
  public OtlpBuilder resourceAttribute(String name, String value) {
    resource.put(name, value);
    return this;
  }

  @Override
  OtlpBuilder self() {
    return this;
  }

  @Override
  PushSink sink() {
    return new OtlpSink(recorder.registry(), endpoint, serviceName, headers, resource, timeout);
  }
}
