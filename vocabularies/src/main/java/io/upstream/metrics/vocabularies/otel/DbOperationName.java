package io.upstream.metrics.vocabularies.otel;

import io.upstream.metrics.label.Budget;
import io.upstream.metrics.label.Grammar;
import io.upstream.metrics.label.OpenLabel;
import org.jspecify.annotations.Nullable;

/**
 * The command of a statement in OpenTelemetry's sense: {@code SELECT}, {@code BATCH INSERT}.
 *
 * @param value as the caller has it; the guard judges it
 */
@Budget(20)
@Grammar("|" + OtelGrammar.OPERATION)
public record DbOperationName(@Nullable String value) implements OpenLabel {

  /** There is none: to Prometheus an empty label is one that is not there. */
  public static final DbOperationName ABSENT = new DbOperationName("");

  @Override
  public String toString() {
    return OpenLabel.describe(this);
  }
}
