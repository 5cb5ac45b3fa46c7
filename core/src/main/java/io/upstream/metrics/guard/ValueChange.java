package io.upstream.metrics.guard;

/** The changes of values that take places of a label type's budget. */
public enum ValueChange {
  /** A value was given a place. */
  NAMED,
  /** A value that had left before was given a place again; counted beside {@link #NAMED}. */
  RETURNED,
  /** A value left. */
  LEFT,
  /** A value gave up its place for a heavier one. */
  PROMOTED
}
