package io.upstream.metrics.label;

import org.jspecify.annotations.Nullable;

/**
 * The label type that a self-metric is about, in snake case: {@code customer_id}.
 *
 * @param value from a set that is bounded elsewhere
 */
@Budget(Budget.UNLIMITED)
@Grammar(Grammar.ANY)
public record LabelTypeName(@Nullable String value) implements OpenLabel {

  @Override
  public String toString() {
    return OpenLabel.describe(this);
  }
}
