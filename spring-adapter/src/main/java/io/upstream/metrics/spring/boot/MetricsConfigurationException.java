package io.upstream.metrics.spring.boot;

import java.util.function.Supplier;

/** Thrown if a property of the metrics is invalid; see {@link MetricsFailureAnalyzer}. */
final class MetricsConfigurationException extends RuntimeException {

  private MetricsConfigurationException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Makes what a setting or a property decides about. */
  static <T> T reading(Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw new MetricsConfigurationException(String.valueOf(e.getMessage()), e);
    }
  }
}
