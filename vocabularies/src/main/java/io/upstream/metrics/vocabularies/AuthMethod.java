package io.upstream.metrics.vocabularies;

import io.upstream.metrics.label.Budget;
import io.upstream.metrics.label.OpenLabel;
import org.jspecify.annotations.Nullable;

/**
 * The method of a login: {@code password}, {@code oauth}.
 *
 * @param value as the caller has it; the guard judges it
 */
@Budget(20)
public record AuthMethod(@Nullable String value) implements OpenLabel {

  @Override
  public String toString() {
    return OpenLabel.describe(this);
  }
}
