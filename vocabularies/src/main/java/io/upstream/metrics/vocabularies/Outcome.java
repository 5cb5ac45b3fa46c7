package io.upstream.metrics.vocabularies;

import io.upstream.metrics.label.ClosedLabel;
import org.jspecify.annotations.Nullable;

/** How a call to something else went. */
public enum Outcome implements ClosedLabel {
  SUCCESS,
  ERROR;

  static Outcome of(@Nullable Object error) {
    return error == null ? SUCCESS : ERROR;
  }
}
