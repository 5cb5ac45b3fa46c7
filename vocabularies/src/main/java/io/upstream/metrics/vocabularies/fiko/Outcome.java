package io.upstream.metrics.vocabularies.fiko;

import io.upstream.metrics.label.ClosedLabel;
import org.jspecify.annotations.Nullable;

/** The result of a call to another service. */
public enum Outcome implements ClosedLabel {
  SUCCESS,
  ERROR;

  static Outcome of(@Nullable Object error) {
    return error == null ? SUCCESS : ERROR;
  }
}
