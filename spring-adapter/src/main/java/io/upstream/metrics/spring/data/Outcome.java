package io.upstream.metrics.spring.data;

/**
 * Whether a data source is metered in its place.
 *
 * @param explanation how, or why not
 */
record Outcome(boolean isMetered, String explanation) {

  static Outcome metered(String how) {
    return new Outcome(true, how);
  }

  static Outcome leftAlone(String why) {
    return new Outcome(false, why);
  }
}
