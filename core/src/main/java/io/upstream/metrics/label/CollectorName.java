package io.upstream.metrics.label;

import org.jspecify.annotations.Nullable;

/**
 * The collector that failed while a page was written.
 *
 * @param value its metric name, or its class where it has none
 */
@Budget(100)
@Grammar(Grammar.ANY)
public record CollectorName(@Nullable String value) implements OpenLabel {

  @Override
  public String toString() {
    return OpenLabel.describe(this);
  }
}
