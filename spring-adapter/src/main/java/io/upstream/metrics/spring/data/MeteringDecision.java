package io.upstream.metrics.spring.data;

/**
 * The outcome of metering a data source in place.
 *
 * @param explanation the way in which it is metered, or the reason why it is not
 */
record MeteringDecision(boolean isMetered, String explanation) {

  static MeteringDecision metered(String how) {
    return new MeteringDecision(true, how);
  }

  static MeteringDecision leftAlone(String why) {
    return new MeteringDecision(false, why);
  }
}
