package io.upstream.metrics.label;

/** The reason why a recording was refused as a whole. */
public enum RejectReason implements ClosedLabel {
  /** A counter cannot go down, a size or a time cannot be below zero. */
  NEGATIVE,
  /** The number was NaN or infinite. */
  NOT_A_NUMBER,
  /** The number was outside what the family allows. */
  OUT_OF_RANGE,
  /** A closed label was null. */
  MISSING
}
