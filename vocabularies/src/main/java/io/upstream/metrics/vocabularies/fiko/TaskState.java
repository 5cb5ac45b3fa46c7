package io.upstream.metrics.vocabularies.fiko;

import io.upstream.metrics.label.ClosedLabel;

/** The final state of a task. */
public enum TaskState implements ClosedLabel {
  STARTED,
  SUCCESS,
  FAILURE,
  RETRY,
  REJECTED
}
