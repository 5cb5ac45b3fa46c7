package io.upstream.metrics.vocabularies;

import io.upstream.metrics.label.Budget;
import io.upstream.metrics.label.Grammar;
import io.upstream.metrics.label.OpenLabel;
import org.jspecify.annotations.Nullable;

/**
 * The name of a task, such as {@code billing.tasks.send_invoice}.
 *
 * @param value as the caller has it; the guard judges it
 */
@Budget(100)
@Grammar(Grammar.IDENTIFIER)
public record TaskName(@Nullable String value) implements OpenLabel {

  @Override
  public String toString() {
    return OpenLabel.describe(this);
  }
}
