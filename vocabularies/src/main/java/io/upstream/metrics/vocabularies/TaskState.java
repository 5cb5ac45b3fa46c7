package io.upstream.metrics.vocabularies;

import io.upstream.metrics.label.ClosedLabel;

/** What became of a task. */
public enum TaskState implements ClosedLabel {
  STARTED,
  SUCCESS,
  FAILURE,
  RETRY,
  REJECTED
}
