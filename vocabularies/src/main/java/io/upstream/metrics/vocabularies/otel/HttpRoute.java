package io.upstream.metrics.vocabularies.otel;

import io.upstream.metrics.label.Budget;
import io.upstream.metrics.label.Grammar;
import io.upstream.metrics.label.OpenLabel;
import org.jspecify.annotations.Nullable;

/**
 * A route template in OpenTelemetry's sense.
 *
 * @param value as the caller has it; the guard judges it
 */
@Budget(200)
@Grammar("|" + OtelGrammar.ROUTE)
public record HttpRoute(@Nullable String value) implements OpenLabel {

  /** There is none: to Prometheus an empty label is one that is not there. */
  public static final HttpRoute ABSENT = new HttpRoute("");

  @Override
  public String toString() {
    return OpenLabel.describe(this);
  }
}
