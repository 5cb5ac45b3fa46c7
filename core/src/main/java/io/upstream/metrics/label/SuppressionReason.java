package io.upstream.metrics.label;

/** Why an alert was not sent. */
public enum SuppressionReason implements ClosedLabel {
  COOLDOWN,
  DUPLICATE,
  NOISE_THRESHOLD
}
