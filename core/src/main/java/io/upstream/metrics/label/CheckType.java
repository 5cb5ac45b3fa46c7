package io.upstream.metrics.label;

/** What a data quality check looks for. */
public enum CheckType implements ClosedLabel {
  MISSING_REQUIRED_FIELD,
  INVALID_FORMAT,
  OUT_OF_RANGE,
  REFERENTIAL_INTEGRITY
}
