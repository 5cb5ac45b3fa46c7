package io.upstream.metrics.label;

/** The result of a batch of claim records. */
public enum IngestionStatus implements ClosedLabel {
  SUCCESS,
  FAILED,
  PARTIAL
}
