package io.upstream.metrics.label;

/** The part of a payer's behaviour that has drifted. */
public enum DriftType implements ClosedLabel {
  PAYMENT_DELAY,
  DENIAL_RATE,
  ADJUSTMENT_PATTERN,
  CODE_MAPPING_CHANGE
}
