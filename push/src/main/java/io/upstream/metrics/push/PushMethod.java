package io.upstream.metrics.push;

/** What a Pushgateway does with what its group has already. */
public enum PushMethod {
  /** The group is what was pushed, nothing else. */
  PUT,
  /** Families of the same names are replaced, others stay. */
  POST
}
