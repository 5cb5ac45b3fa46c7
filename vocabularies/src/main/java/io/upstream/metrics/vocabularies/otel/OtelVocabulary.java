package io.upstream.metrics.vocabularies.otel;

import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.event.Events;
import io.upstream.metrics.event.Families;
import io.upstream.metrics.event.Vocabulary;
import java.util.List;

/**
 * A vocabulary of requests and database calls with the names of OpenTelemetry's semantic
 * conventions, to use alone or beside another vocabulary.
 *
 * <pre>{@code
 * UpstreamRecorder.builder().vocabulary(Vocabulary.UPSTREAM, new OtelVocabulary()).build();
 * }</pre>
 *
 * <p>An attribute that a convention leaves out, such as the error type of a successful request, is
 * an empty label, which Prometheus treats as absent.
 */
public record OtelVocabulary() implements Vocabulary {

  @Override
  public List<Family<?>> families() {
    return OtelFamilies.ALL;
  }

  @Override
  public Events over(Families families) {
    return new OtelEvents(families);
  }
}
