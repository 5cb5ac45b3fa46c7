package io.upstream.metrics.vocabularies.fiko;

import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.event.Events;
import io.upstream.metrics.event.Families;
import io.upstream.metrics.event.Vocabulary;
import java.util.List;

/**
 * Records requests and queries under the names of the sibling platform Fiko.
 *
 * <pre>{@code
 * UpstreamRecorder.builder().vocabulary(new FikoVocabulary()).build();
 * }</pre>
 *
 * <p>Of caches it has hits and misses, and it has no family for models: the other events of these
 * are not shown. {@link FikoMetrics} has the rest of Fiko's catalogue.
 */
public record FikoVocabulary() implements Vocabulary {

  @Override
  public List<Family<?>> families() {
    return FikoEventFamilies.ALL;
  }

  @Override
  public Events over(Families families) {
    return new FikoEvents(families);
  }
}
