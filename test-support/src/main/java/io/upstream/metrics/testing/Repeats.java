package io.upstream.metrics.testing;

/** Chooses how often a test repeats: fully in the full build, and less often in a short one. */
public final class Repeats {

  private Repeats() {}

  /**
   * Returns one of two numbers.
   *
   * @param brief the number for {@code mvn verify}
   * @param full the number for the profiles {@code full} and {@code long}
   */
  public static int of(int brief, int full) {
    return Boolean.getBoolean("upstream.full") ? full : brief;
  }
}
