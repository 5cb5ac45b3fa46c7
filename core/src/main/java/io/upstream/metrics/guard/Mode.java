package io.upstream.metrics.guard;

/** The ways in which a recorder treats values and numbers that it refuses. */
public enum Mode {
  /** Throws, naming the family and what was expected, never the value: for tests. */
  STRICT,
  /** Folds or refuses, and counts it. */
  ENFORCE,
  /**
   * Names values beyond the budgets too, and counts what it would have folded; invalid and redacted
   * values fold all the same, and the page budget holds.
   */
  OBSERVE
}
