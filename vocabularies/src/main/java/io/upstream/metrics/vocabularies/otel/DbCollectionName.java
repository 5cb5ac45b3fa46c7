package io.upstream.metrics.vocabularies.otel;

import io.upstream.metrics.label.Budget;
import io.upstream.metrics.label.Grammar;
import io.upstream.metrics.label.OpenLabel;
import org.jspecify.annotations.Nullable;

/**
 * The table that a statement works on, in OpenTelemetry's sense.
 *
 * @param value as the caller has it; the guard judges it
 */
@Budget(200)
@Grammar("|" + Grammar.IDENTIFIER)
public record DbCollectionName(@Nullable String value) implements OpenLabel {

  /** There is none: to Prometheus an empty label is one that is not there. */
  public static final DbCollectionName ABSENT = new DbCollectionName("");

  @Override
  public String toString() {
    return OpenLabel.describe(this);
  }
}
