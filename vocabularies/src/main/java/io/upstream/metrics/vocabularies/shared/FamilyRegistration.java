package io.upstream.metrics.vocabularies.shared;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.UpDownFamily;
import java.util.List;

/** Adds families to a built recorder, so that they are on its page. */
public final class FamilyRegistration {

  private FamilyRegistration() {}

  /** Adds each family to the recorder, with its series of closed labels. */
  public static void add(UpstreamRecorder recorder, List<Family<?>> families) {
    for (Family<?> family : families) {
      if (family instanceof CounterFamily<?> counter) {
        recorder.counter(counter);
      } else if (family instanceof GaugeFamily<?> gauge) {
        recorder.gauge(gauge);
      } else if (family instanceof UpDownFamily<?> upDown) {
        recorder.upDown(upDown);
      } else if (family instanceof HistogramFamily<?> histogram) {
        recorder.histogram(histogram);
      }
    }
  }
}
