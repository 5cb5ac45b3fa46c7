package io.upstream.metrics.label;

/** The severity of an alert, a signal or a failed check. */
public enum Severity implements ClosedLabel {
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL
}
