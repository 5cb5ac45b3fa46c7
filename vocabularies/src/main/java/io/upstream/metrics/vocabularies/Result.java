package io.upstream.metrics.vocabularies;

import io.upstream.metrics.label.ClosedLabel;

/** The result of an attempt. */
public enum Result implements ClosedLabel {
  SUCCESS,
  FAILURE
}
