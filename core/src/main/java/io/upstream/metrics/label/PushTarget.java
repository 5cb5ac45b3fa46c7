package io.upstream.metrics.label;

/** The receiver of a push that failed. */
public enum PushTarget implements ClosedLabel {
  /** A Pushgateway. */
  PUSHGATEWAY,
  /** An OpenTelemetry collector. */
  OTLP,
  /** The snapshot table. */
  SNAPSHOT
}
