package io.upstream.metrics.vocabularies.otel;

import io.upstream.metrics.label.Budget;
import io.upstream.metrics.label.Grammar;
import io.upstream.metrics.label.OpenLabel;
import org.jspecify.annotations.Nullable;

/**
 * The error type in OpenTelemetry's sense: the class of an exception, or a status.
 *
 * @param value as the caller has it; the guard judges it
 */
@Budget(50)
@Grammar("|" + OtelGrammar.ERROR)
public record OtelErrorType(@Nullable String value) implements OpenLabel {

  /** There is none: to Prometheus an empty label is one that is not there. */
  public static final OtelErrorType ABSENT = new OtelErrorType("");

  /** Returns the full name of the class of an exception; for an anonymous class its superclass. */
  static OtelErrorType of(Throwable failure) {
    Class<?> type = failure.getClass();
    while (type.isHidden() || type.isAnonymousClass()) {
      type = type.getSuperclass();
    }
    return new OtelErrorType(type.getName());
  }

  @Override
  public String toString() {
    return OpenLabel.describe(this);
  }
}
