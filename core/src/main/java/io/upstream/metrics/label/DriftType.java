package io.upstream.metrics.label;

/** What has drifted in a payer's behaviour. */
public enum DriftType implements ClosedLabel {
  PAYMENT_DELAY,
  DENIAL_RATE,
  ADJUSTMENT_PATTERN,
  CODE_MAPPING_CHANGE
}
