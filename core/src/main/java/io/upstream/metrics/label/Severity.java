package io.upstream.metrics.label;

/** How bad an alert, a signal or a failed check is. */
public enum Severity implements ClosedLabel {
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL
}
