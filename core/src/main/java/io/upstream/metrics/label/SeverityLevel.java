package io.upstream.metrics.label;

/**
 * How strong a drift is; a {@link SeverityScale} makes it from a number. There is no critical
 * drift.
 */
public enum SeverityLevel implements ClosedLabel {
  LOW,
  MEDIUM,
  HIGH
}
