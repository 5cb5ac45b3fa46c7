package io.upstream.metrics.guard;

/** On what ground a value is named. */
enum Standing {
  /** It is a constant or on the allow-list: it spends nothing. */
  FREE,
  /** It has one of the places of the budget. */
  WITHIN,
  /** It has none, and is named because this recorder only observes. */
  BEYOND,
  /** It is not named; the entry stands for all that are folded alike. */
  FOLDED
}
