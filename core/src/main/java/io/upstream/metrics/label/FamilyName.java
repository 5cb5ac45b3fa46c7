package io.upstream.metrics.label;

import org.jspecify.annotations.Nullable;

/**
 * The family that a self-metric is about.
 *
 * @param value from a set that is bounded elsewhere
 */
@Budget(Budget.UNLIMITED)
@Grammar(Grammar.ANY)
public record FamilyName(@Nullable String value) implements OpenLabel {

  @Override
  public String toString() {
    return OpenLabel.describe(this);
  }
}
