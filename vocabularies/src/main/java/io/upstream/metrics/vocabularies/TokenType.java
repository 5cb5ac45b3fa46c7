package io.upstream.metrics.vocabularies;

import io.upstream.metrics.label.ClosedLabel;

/** Which side of a model a token was on. */
public enum TokenType implements ClosedLabel {
  PROMPT,
  COMPLETION
}
