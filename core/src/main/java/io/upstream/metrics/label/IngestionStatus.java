package io.upstream.metrics.label;

/** How a batch of claim records ended. */
public enum IngestionStatus implements ClosedLabel {
  SUCCESS,
  FAILED,
  PARTIAL
}
