package io.upstream.metrics.label;

import org.jspecify.annotations.Nullable;

/**
 * The kind of a denial signal, as its detector names it.
 *
 * @param value as the caller has it; the guard judges it
 */
@Budget(50)
public record SignalType(@Nullable String value) implements OpenLabel {

  @Override
  public String toString() {
    return OpenLabel.describe(this);
  }
}
