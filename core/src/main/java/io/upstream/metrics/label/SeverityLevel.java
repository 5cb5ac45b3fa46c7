package io.upstream.metrics.label;

/**
 * The strength of a drift; a {@link SeverityScale} derives it from a number. Unlike {@link
 * Severity}, it has no critical level.
 */
public enum SeverityLevel implements ClosedLabel {
  LOW,
  MEDIUM,
  HIGH
}
