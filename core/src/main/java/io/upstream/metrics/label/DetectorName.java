package io.upstream.metrics.label;

import org.jspecify.annotations.Nullable;

/**
 * The detector of personal data that caught a value.
 *
 * @param value from a set that is bounded elsewhere
 */
@Budget(Budget.UNLIMITED)
@Grammar(Grammar.ANY)
public record DetectorName(@Nullable String value) implements OpenLabel {

  @Override
  public String toString() {
    return OpenLabel.describe(this);
  }
}
