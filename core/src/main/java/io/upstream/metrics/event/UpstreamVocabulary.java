package io.upstream.metrics.event;

import io.upstream.metrics.catalog.Catalogue;
import io.upstream.metrics.catalog.Family;
import java.util.List;

/** The platform's own names. */
final class UpstreamVocabulary implements Vocabulary {

  @Override
  public List<Family<?>> families() {
    return Catalogue.TECHNICAL;
  }

  @Override
  public Events over(Families families) {
    return new UpstreamEvents(families.book());
  }
}
