package io.upstream.metrics.benchmarks.report;

import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table: a piece of work, a limit and what was measured.
 *
 * @param work the work that is measured
 * @param against the peer, or the figure that has a limit of its own
 * @param limit at most this, a ratio or a number
 * @param ours the benchmark of ours
 * @param theirs the benchmark of the peer; null if the limit is a number
 * @param why two sentences about what decides the figure, for a row that is missed
 */
record ResultRow(
    String work,
    String against,
    double limit,
    Figure figure,
    String ours,
    @Nullable String theirs,
    String why) {

  /** The figures of a score. */
  enum Figure {
    TIME(Measured.Score::value, ""),
    HEAP(Measured.Score::value, ""),
    GARBAGE(Measured.Score::bytes, ", bytes allocated");

    private final ToDoubleFunction<Measured.Score> of;
    private final String suffix;

    Figure(ToDoubleFunction<Measured.Score> of, String suffix) {
      this.of = of;
      this.suffix = suffix;
    }
  }

  /** The outcomes of a row. */
  enum Outcome {
    YES("yes"),
    NO("**no**"),
    /** Single rounds lie on both sides of the limit, or a time was measured in one round only. */
    UNDECIDED("undecided");

    final String text;

    Outcome(String text) {
      this.text = text;
    }
  }

  /** Returns the peer, with the version of the oldest client_java where that is meant. */
  String againstText(Measured measured) {
    String peer = against.replace("{oldest}", measured.fact("oldest client_java"));
    return theirs == null ? peer : peer + figure.suffix;
  }

  String limitText() {
    return theirs == null
        ? RoundedNumbers.bytes(limit)
        : limit > 0.125 ? RoundedNumbers.of(limit) + " x" : "1/" + Math.round(1 / limit);
  }

  private Measured.@Nullable Spread spread(Measured measured) {
    return measured.spread(figure.of, ours, theirs);
  }

  /** Returns what was measured; null if it was not. */
  @Nullable String measuredText(Measured measured) {
    Measured.Spread spread = spread(measured);
    return spread == null
        ? null
        : theirs == null
            ? RoundedNumbers.bytes(spread.value())
            : "%s (%s to %s)"
                .formatted(
                    RoundedNumbers.of(spread.value()),
                    RoundedNumbers.of(spread.low()),
                    RoundedNumbers.of(spread.high()));
  }

  /** Returns whether the limit holds; null if that was not measured. */
  @Nullable Outcome outcome(Measured measured) {
    Measured.Spread spread = spread(measured);
    if (spread == null) {
      return null;
    }
    if (figure == Figure.TIME && measured.rounds(ours) < 2) {
      return Outcome.UNDECIDED;
    }
    double most = theirs == null ? limit + 0.5 : limit; // the profiler of bytes is not exact
    if (spread.high() <= most) {
      return Outcome.YES;
    }
    return spread.low() <= most ? Outcome.UNDECIDED : Outcome.NO;
  }
}
