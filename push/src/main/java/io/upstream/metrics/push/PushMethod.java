package io.upstream.metrics.push;

/** The ways in which a Pushgateway treats what its group already has. */
public enum PushMethod {
  /** The group is what was pushed, nothing else. */
  PUT,
  /** Replaces families of the same names; others stay. */
  POST
}
