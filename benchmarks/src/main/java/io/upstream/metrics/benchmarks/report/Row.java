package io.upstream.metrics.benchmarks.report;

import org.jspecify.annotations.Nullable;

/**
 * One line of the table: a piece of work and what it must reach.
 *
 * @param work what is done
 * @param against whom it is held against, or what is counted
 * @param target what must be reached
 * @param inReadme whether the README shows the row
 */
record Row(
    String work,
    String against,
    double target,
    Kind kind,
    String ours,
    String theirs,
    boolean inReadme) {

  /** What is compared. */
  enum Kind {
    RATIO,
    BYTES
  }

  static Row ratio(String work, String against, double atMost, String ours, String theirs) {
    return new Row(work, against, atMost, Kind.RATIO, ours, theirs, false);
  }

  static Row bytes(String work, double atMost, String ours) {
    return new Row(work, "bytes allocated", atMost, Kind.BYTES, ours, "", false);
  }

  /** Returns the same row, shown in the README too. */
  Row shownInReadme() {
    return new Row(work, against, target, kind, ours, theirs, true);
  }

  /** What was measured; null if it was not. */
  @Nullable Result result(Measured measured) {
    if (kind == Kind.BYTES) {
      if (!measured.has(ours)) {
        return null;
      }
      double bytes = measured.bytes(ours);
      return new Result(Numbers.bytes(bytes), bytes <= target + 0.5 ? Outcome.YES : Outcome.NO);
    }
    Ratio ratio = measured.ratio(ours, theirs);
    return ratio == null ? null : new Result(ratio.toString(), Outcome.of(ratio, target));
  }

  String targetText() {
    return kind == Kind.BYTES
        ? Numbers.bytes(target)
        : target > 0.125 ? Numbers.of(target) + " x" : "1/" + Math.round(1 / target);
  }

  /** What came out. */
  record Result(String measured, Outcome outcome) {}

  /** Whether a row reaches its target. */
  enum Outcome {
    YES("yes"),
    NO("**no**"),
    /** The rounds of the run lie on both sides of the target. */
    UNDECIDED("undecided");

    final String text;

    Outcome(String text) {
      this.text = text;
    }

    static Outcome of(Ratio ratio, double target) {
      if (ratio.low() <= target && ratio.high() > target) {
        return UNDECIDED;
      }
      return ratio.high() <= target ? YES : NO;
    }
  }
}
