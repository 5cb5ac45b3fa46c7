package io.upstream.metrics.vocabularies.fiko;

import io.upstream.metrics.label.Budget;
import io.upstream.metrics.label.OpenLabel;
import org.jspecify.annotations.Nullable;

/**
 * A kind of workflow action.
 *
 * @param value as the caller has it; the guard judges it
 */
@Budget(50)
public record ActionType(@Nullable String value) implements OpenLabel {

  @Override
  public String toString() {
    return OpenLabel.describe(this);
  }
}
