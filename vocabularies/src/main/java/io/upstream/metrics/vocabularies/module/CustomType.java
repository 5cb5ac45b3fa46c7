package io.upstream.metrics.vocabularies.module;

import io.upstream.metrics.label.Budget;
import io.upstream.metrics.label.OpenLabel;
import org.jspecify.annotations.Nullable;

/**
 * The subject of a custom metric.
 *
 * @param value as the caller has it; the guard judges it
 */
@Budget(50)
public record CustomType(@Nullable String value) implements OpenLabel {

  @Override
  public String toString() {
    return OpenLabel.describe(this);
  }
}
