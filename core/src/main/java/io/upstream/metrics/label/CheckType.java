package io.upstream.metrics.label;

/** The kind of a data quality check. */
public enum CheckType implements ClosedLabel {
  MISSING_REQUIRED_FIELD,
  INVALID_FORMAT,
  OUT_OF_RANGE,
  REFERENTIAL_INTEGRITY
}
