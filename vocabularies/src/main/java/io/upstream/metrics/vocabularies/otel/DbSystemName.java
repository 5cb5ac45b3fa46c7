package io.upstream.metrics.vocabularies.otel;

import io.upstream.metrics.label.Budget;
import io.upstream.metrics.label.Grammar;
import io.upstream.metrics.label.OpenLabel;
import org.jspecify.annotations.Nullable;

/**
 * A database product in OpenTelemetry's words: {@code h2database}.
 *
 * @param value as the caller has it; the guard judges it
 */
@Budget(20)
@Grammar(Grammar.IDENTIFIER)
public record DbSystemName(@Nullable String value) implements OpenLabel {

  @Override
  public String toString() {
    return OpenLabel.describe(this);
  }
}
