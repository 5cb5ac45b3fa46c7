package io.upstream.metrics.guard;

import io.upstream.metrics.label.DetectorName;
import org.jspecify.annotations.Nullable;

/**
 * What the guard has found out about one value. It never holds the value.
 *
 * @param kind what it is
 * @param entry what a value of the kind becomes; null for one that may be named
 * @param code how {@link RefusedCache} remembers it, from 1 to {@value RefusedCache#MOST_CODE}; 0
 *     for what is not remembered
 */
record Verdict(Kind kind, @Nullable LabelEntry entry, int code) {

  /** What can be found out. */
  enum Kind {
    /** Nothing is wrong with the value itself. */
    PLAIN,
    /** Malformed. */
    INVALID,
    /** Looks like personal data. */
    REDACTED,
    /** The label's budget is spent. */
    OVER_BUDGET,
    /** The customer's share of the label is spent. */
    OVER_SHARE
  }

  static final Verdict PLAIN = new Verdict(Kind.PLAIN, null, 1);
  static final Verdict INVALID = new Verdict(Kind.INVALID, LabelEntry.INVALID, 2);

  /** Nobody could look at the value, so it stays out; whoever brings it again finds out more. */
  static final Verdict UNSEEN = new Verdict(Kind.INVALID, LabelEntry.INVALID, 0);

  static final Verdict OVER_BUDGET = new Verdict(Kind.OVER_BUDGET, LabelEntry.OVER_BUDGET, 3);
  static final Verdict OVER_SHARE = new Verdict(Kind.OVER_SHARE, LabelEntry.OVER_SHARE, 4);

  private static final int FIRST_DETECTOR = 5;

  /** The most detectors that codes can tell apart. */
  static final int MOST_DETECTORS = RefusedCache.MOST_CODE - FIRST_DETECTOR;

  static Verdict redacted(String detector, int place) {
    return new Verdict(Kind.REDACTED, LabelEntry.redacted(detector), FIRST_DETECTOR + place);
  }

  /**
   * Whether somebody could look at the value. Asked of the code, for a record's {@code equals}
   * leaves its class loader in a cache of the JVM's until JDK 18, and a redeployment would leak.
   */
  boolean isSeen() {
    return code > 0;
  }

  /** Which detector caught the value; null if none did. */
  @Nullable String detector() {
    DetectorName name = entry == null ? null : entry.detector();
    return name == null ? null : name.value();
  }

  /** The place of the detector that a code stands for; less than 0 where it stands for none. */
  static int detectorOf(int code) {
    return code - FIRST_DETECTOR;
  }

  /** The verdict of a code that stands for no detector. */
  static Verdict of(int code) {
    return switch (code) {
      case 1 -> PLAIN;
      case 2 -> INVALID;
      case 3 -> OVER_BUDGET;
      default -> OVER_SHARE;
    };
  }
}
