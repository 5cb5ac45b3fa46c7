package io.upstream.metrics.vocabularies;

import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.event.Events;
import io.upstream.metrics.event.Families;
import io.upstream.metrics.event.Vocabulary;
import java.util.List;

/**
 * Requests and database calls by OpenTelemetry's semantic conventions, alone or beside another
 * vocabulary.
 *
 * <pre>{@code
 * UpstreamRecorder.builder().vocabulary(Vocabulary.UPSTREAM, new OtelVocabulary()).build();
 * }</pre>
 *
 * <p>What a convention says is absent, such as the error of a request that went well, is an empty
 * label, which to Prometheus is none.
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
