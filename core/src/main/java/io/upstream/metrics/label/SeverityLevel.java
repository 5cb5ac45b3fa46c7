package io.upstream.metrics.label;

/**
 * The strength of a drift; a {@link SeverityScale} derives it from a number. There is no critical
 * drift.
 */
public enum SeverityLevel implements ClosedLabel {
  LOW,
  MEDIUM,
  HIGH
}
