package io.upstream.metrics.vocabularies.fiko;

import io.upstream.metrics.label.ClosedLabel;

/** The direction of a model's token: prompt or completion. */
public enum TokenType implements ClosedLabel {
  PROMPT,
  COMPLETION
}
