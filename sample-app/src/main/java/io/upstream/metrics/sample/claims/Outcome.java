package io.upstream.metrics.sample.claims;

/** The outcomes of a payer's decision. */
public enum Outcome {
  PAID,
  DENIED
}
