package io.upstream.metrics.spring;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Thrown at start if a property or a setting of the metrics is invalid. */
public final class MetricsConfigurationException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  MetricsConfigurationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Returns what is made from settings and properties. */
  public static <T> T reading(Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw new MetricsConfigurationException(String.valueOf(e.getMessage()), e);
    }
  }
}
