package io.upstream.metrics.vocabularies;

import io.upstream.metrics.Events;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.Vocabulary;
import io.upstream.metrics.catalog.Family;
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
  public Events over(UpstreamRecorder recorder) {
    return new OtelEvents(recorder);
  }
}
