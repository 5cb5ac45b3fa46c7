package io.upstream.metrics.vocabularies.module;

import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.event.Events;
import io.upstream.metrics.event.Families;
import io.upstream.metrics.event.Vocabulary;
import java.util.List;

/**
 * Records requests, queries and caches under the names of the sibling template module.
 *
 * <pre>{@code
 * UpstreamRecorder.builder().vocabulary(new ModuleVocabulary()).build();
 * }</pre>
 *
 * <p>It has no family for models: their events are not shown. {@link ModuleMetrics} has the rest of
 * the module's catalogue.
 */
public record ModuleVocabulary() implements Vocabulary {

  @Override
  public List<Family<?>> families() {
    return ModuleEventFamilies.ALL;
  }

  @Override
  public Events over(Families families) {
    return new ModuleEvents(families);
  }
}
