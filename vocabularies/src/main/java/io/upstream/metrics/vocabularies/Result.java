package io.upstream.metrics.vocabularies;

import io.upstream.metrics.label.ClosedLabel;

/** How something that was tried ended. */
public enum Result implements ClosedLabel {
  SUCCESS,
  FAILURE
}
