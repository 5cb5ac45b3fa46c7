package io.upstream.metrics.spring.data;

/**
 * The outcome of metering a data source in place.
 *
 * @param explanation the way in which it is metered, or the reason why it is not
 */
record Outcome(boolean isMetered, String explanation) {

  static Outcome metered(String how) {
    return new Outcome(true, how);
  }

  static Outcome leftAlone(String why) {
    return new Outcome(false, why);
  }
}
