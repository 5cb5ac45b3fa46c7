package io.upstream.metrics.catalog;

/** The ways in which the values of a label are known. */
public enum LabelKind {
  /** An enum: all values are known, none can overflow. */
  CLOSED,
  /** An {@code HttpStatus}: all values are known, and made when first used. */
  STATUS,
  /** A record of one string; the guard decides which values are named. */
  OPEN
}
