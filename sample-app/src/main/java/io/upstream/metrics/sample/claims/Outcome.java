package io.upstream.metrics.sample.claims;

/** What a payer decided. */
public enum Outcome {
  PAID,
  DENIED
}
