package io.upstream.metrics.label;

/** Where a push that failed was going. */
public enum PushTarget implements ClosedLabel {
  /** A Pushgateway. */
  PUSHGATEWAY,
  /** An OpenTelemetry collector. */
  OTLP,
  /** The snapshot table. */
  SNAPSHOT
}
