package io.upstream.metrics.benchmarks.report;

import org.jspecify.annotations.Nullable;

/**
 * One line of the table: a piece of work and what it must reach.
 *
 * @param work what is done
 * @param against whom it is held against, or what is counted
 * @param target what must be reached
 */
record Row(String work, String against, double target, Kind kind, String ours, String theirs) {

  /** What is compared. */
  enum Kind {
    RATIO,
    BYTES
  }

  static Row ratio(String work, String against, double atMost, String ours, String theirs) {
    return new Row(work, against, atMost, Kind.RATIO, ours, theirs);
  }

  static Row bytes(String work, double atMost, String ours) {
    return new Row(work, "bytes allocated", atMost, Kind.BYTES, ours, "");
  }

  /** What was measured; null if it was not. */
  @Nullable Result result(Measured measured) {
    if (kind == Kind.BYTES) {
      if (!measured.has(ours)) {
        return null;
      }
      double bytes = measured.bytes(ours);
      return new Result(Numbers.bytes(bytes), bytes <= target + 0.5);
    }
    Ratio ratio = measured.ratio(ours, theirs);
    return ratio == null ? null : new Result(ratio.toString(), ratio.value() <= target);
  }

  String targetText() {
    return kind == Kind.BYTES
        ? Numbers.bytes(target)
        : target > 0.125 ? Numbers.of(target) + " x" : "1/" + Math.round(1 / target);
  }

  /** What came out. */
  record Result(String measured, boolean holds) {}
}
