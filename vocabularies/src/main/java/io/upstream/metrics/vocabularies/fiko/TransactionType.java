package io.upstream.metrics.vocabularies.fiko;

import io.upstream.metrics.label.Budget;
import io.upstream.metrics.label.OpenLabel;
import org.jspecify.annotations.Nullable;

/**
 * A kind of billing transaction.
 *
 * @param value as the caller has it; the guard judges it
 */
@Budget(30)
public record TransactionType(@Nullable String value) implements OpenLabel {

  @Override
  public String toString() {
    return OpenLabel.describe(this);
  }
}
