package io.upstream.metrics;

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
  public Events over(UpstreamRecorder recorder) {
    return new UpstreamEvents(recorder.book());
  }
}
