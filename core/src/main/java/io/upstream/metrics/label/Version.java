package io.upstream.metrics.label;

import org.jspecify.annotations.Nullable;

/**
 * A version of this library.
 *
 * @param value from a set that is bounded elsewhere
 */
@Budget(Budget.UNLIMITED)
@Grammar(Grammar.ANY)
public record Version(@Nullable String value) implements OpenLabel {

  @Override
  public String toString() {
    return OpenLabel.describe(this);
  }
}
