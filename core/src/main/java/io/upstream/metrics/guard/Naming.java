package io.upstream.metrics.guard;

/**
 * The rule for which values of a label type are named when there are more than its budget has
 * places.
 */
public enum Naming {
  /** The values that come first; an idle value leaves when another one needs its place. */
  FIRST_COME,
  /**
   * As {@link #FIRST_COME}, and a value that is used much more than the weakest named one takes its
   * place, at most a few times an hour.
   */
  HEAVIEST
}
