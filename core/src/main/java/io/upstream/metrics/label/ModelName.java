package io.upstream.metrics.label;

import org.jspecify.annotations.Nullable;

/**
 * An entity, or the table it is stored in.
 *
 * @param value as the caller has it; the guard judges it
 */
@Budget(200)
@Grammar(Grammar.IDENTIFIER)
public record ModelName(@Nullable String value) implements OpenLabel {

  @Override
  public String toString() {
    return OpenLabel.describe(this);
  }
}
