package io.upstream.metrics.label;

/** The reason why the metrics endpoint refused a request. */
public enum AccessRefusal implements ClosedLabel {
  /** The client's address is not allowed. */
  ADDRESS,
  /** No token, or a wrong one. */
  TOKEN,
  /** The user has not the role. */
  ROLE,
  /** Too many scrapes at once or in the last minute. */
  BUSY
}
