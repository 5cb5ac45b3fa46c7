package io.upstream.metrics.guard;

/** What happens to the values of a label type that take places of its budget. */
public enum ValueChange {
  /** A value was given a place. */
  NAMED,
  /** The same, and it had left before. */
  RETURNED,
  /** A value left. */
  LEFT,
  /** A value gave up its place for a heavier one. */
  PROMOTED
}
