package io.upstream.metrics.label;

/** The reason why an alert was not sent. */
public enum SuppressionReason implements ClosedLabel {
  COOLDOWN,
  DUPLICATE,
  NOISE_THRESHOLD
}
