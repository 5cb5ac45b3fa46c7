package io.upstream.metrics.spring;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.tracer.common.SpanContext;
import io.upstream.metrics.RecorderBuilder;
import io.upstream.metrics.UpstreamMetrics;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.event.Vocabulary;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;

/** Makes the recorder of a context from the beans that have a say in it. */
public final class ContextRecorder {

  private ContextRecorder() {}

  /**
   * Builds the recorder and installs it.
   *
   * @param registry shared if there is one; names that others have in it stay theirs
   * @param vocabularies the names of events; the platform's if there are none
   * @param spans where the current span is found; if there is none, as without Spring
   * @throws IllegalArgumentException if something is set that cannot be read
   */
  public static UpstreamRecorder install(
      ObjectProvider<PrometheusRegistry> registry,
      ObjectProvider<Vocabulary> vocabularies,
      ObjectProvider<SpanContext> spans,
      ObjectProvider<RecorderCustomizer> customizers) {
    RecorderBuilder builder = UpstreamRecorder.builder();
    registry.ifUnique(builder::sharedRegistry);
    spans.ifUnique(builder::spanContext);
    List<Vocabulary> chosen = vocabularies.orderedStream().toList();
    if (!chosen.isEmpty()) {
      builder.vocabulary(chosen.toArray(Vocabulary[]::new));
    }
    customizers.orderedStream().forEach(each -> each.customize(builder));
    UpstreamRecorder recorder = builder.build();
    UpstreamMetrics.install(recorder);
    return recorder;
  }
}
