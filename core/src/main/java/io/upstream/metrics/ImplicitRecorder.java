package io.upstream.metrics;

import io.upstream.metrics.guard.SafeLogger;

/**
 * Builds the recorder that the static verbs use before one is installed. An exception of {@link
 * RecorderBuilder#build} is logged, because a caller that records must not fail for an operator's
 * settings.
 */
final class ImplicitRecorder {

  private static final System.Logger LOG = SafeLogger.of(UpstreamMetrics.class);

  private ImplicitRecorder() {}

  static UpstreamRecorder build() {
    try {
      return UpstreamRecorder.builder()
          .reportMalformedLabels(
              malformed ->
                  LOG.log(
                      System.Logger.Level.ERROR,
                      "A setting is left out: {0}",
                      malformed.getMessage()))
          .build();
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.ERROR,
          "No metrics are recorded, and /metrics answers 503, because a setting is malformed: {0}",
          e.getMessage());
      return RecorderBuilder.disabled(e.getMessage());
    }
  }
}
