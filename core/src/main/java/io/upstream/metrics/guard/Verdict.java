package io.upstream.metrics.guard;

import org.jspecify.annotations.Nullable;

/**
 * What the guard has found out about one value. It never holds the value.
 *
 * @param kind what it is
 * @param detector which detector caught it; of a redacted one only
 * @param code how {@link RefusedCache} remembers it, from 1 to 255
 */
record Verdict(Kind kind, @Nullable String detector, int code) {

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
  static final Verdict INVALID = new Verdict(Kind.INVALID, null, 2);
  static final Verdict OVER_BUDGET = new Verdict(Kind.OVER_BUDGET, null, 3);
  static final Verdict OVER_SHARE = new Verdict(Kind.OVER_SHARE, null, 4);

  private static final int FIRST_DETECTOR = 5;

  /** The most detectors that codes can tell apart. */
  static final int MOST_DETECTORS = 255 - FIRST_DETECTOR;

  static Verdict redacted(String detector, int place) {
    return new Verdict(Kind.REDACTED, detector, FIRST_DETECTOR + place);
  }

  /** The verdict of a code, given the screen's verdicts by detector. */
  static Verdict of(int code, Verdict[] redacted) {
    return switch (code) {
      case 1 -> PLAIN;
      case 2 -> INVALID;
      case 3 -> OVER_BUDGET;
      case 4 -> OVER_SHARE;
      default -> redacted[code - FIRST_DETECTOR];
    };
  }
}
