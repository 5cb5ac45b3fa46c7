package io.upstream.metrics.vocabularies.otel;

import io.upstream.metrics.label.Budget;
import io.upstream.metrics.label.Grammar;
import io.upstream.metrics.label.OpenLabel;
import org.jspecify.annotations.Nullable;

/**
 * The status of a response, as a label value of OpenTelemetry's.
 *
 * @param value as the caller has it; the guard judges it
 */
@Budget(100)
@Grammar("[1-5][0-9]{2}")
public record HttpResponseStatus(@Nullable String value) implements OpenLabel {

  @Override
  public String toString() {
    return OpenLabel.describe(this);
  }
}
