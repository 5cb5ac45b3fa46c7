package io.upstream.metrics.benchmarks.report;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * All figures of a run: of each benchmark one score for each round, and the facts of the run (when,
 * where, which versions). It is kept in {@code results.tsv}, of which everything else is derived.
 */
final class Measured {

  private static final MathContext DIGITS = new MathContext(5);
  private static final String FACT = "# ";

  /** The text of a fact that is not known. */
  static final String UNKNOWN = "unknown";

  /**
   * The score of one round.
   *
   * @param value nanoseconds of an operation, or bytes of heap
   * @param bytes allocated by each operation; NaN if unknown
   */
  record Score(double value, double bytes) {}

  /**
   * A figure over all rounds.
   *
   * @param value of the best rounds
   * @param low the lowest of a single round
   * @param high the highest of a single round
   */
  record Spread(double value, double low, double high) {}

  private final Map<String, List<Score>> scores = new TreeMap<>();
  private final Map<String, String> facts = new TreeMap<>();

  void add(String benchmark, Score score) {
    scores.computeIfAbsent(benchmark, any -> new ArrayList<>()).add(score);
  }

  void state(String fact, String value) {
    facts.put(fact, value);
  }

  String fact(String fact) {
    return facts.getOrDefault(fact, UNKNOWN);
  }

  /** Returns the facts that begin with a word, and what follows it in their names. */
  Map<String, String> facts(String word) {
    Map<String, String> found = new TreeMap<>();
    facts.forEach(
        (fact, value) -> {
          if (fact.startsWith(word + " ")) {
            found.put(fact.substring(word.length() + 1), value);
          }
        });
    return found;
  }

  boolean has(String benchmark) {
    return scores.containsKey(benchmark);
  }

  Map<String, List<Score>> all() {
    return scores;
  }

  /** Replaces the figures of every benchmark that another run measured, and adds its facts. */
  void replaceBy(Measured other) {
    scores.putAll(other.scores);
    facts.putAll(other.facts);
  }

  /** Returns the number of rounds that a benchmark had. */
  int rounds(String benchmark) {
    return of(benchmark).size();
  }

  /** Returns the least value of all rounds, or NaN. */
  double value(String benchmark) {
    return least(of(benchmark), Score::value);
  }

  /** Returns the least allocation of all rounds, or NaN. */
  double bytes(String benchmark) {
    return least(of(benchmark), Score::bytes);
  }

  private static double least(List<Score> scores, ToDoubleFunction<Score> figure) {
    return scores.stream().mapToDouble(figure).min().orElse(Double.NaN);
  }

  /** Returns a figure of one benchmark, or its ratio to that of another; null if not measured. */
  @Nullable Spread spread(ToDoubleFunction<Score> figure, String ours, @Nullable String theirs) {
    List<Score> mine = of(ours);
    List<Score> others = theirs == null ? mine : of(theirs);
    int rounds = Math.min(mine.size(), others.size());
    if (rounds == 0) {
      return null;
    }
    double low = Double.MAX_VALUE;
    double high = 0;
    for (int round = 0; round < rounds; round++) {
      double unit = theirs == null ? 1 : figure.applyAsDouble(others.get(round));
      double each = figure.applyAsDouble(mine.get(round)) / unit;
      low = Math.min(low, each);
      high = Math.max(high, each);
    }
    return new Spread(
        least(mine, figure) / (theirs == null ? 1 : least(others, figure)), low, high);
  }

  private List<Score> of(String benchmark) {
    return scores.getOrDefault(benchmark, List.of());
  }

  static Measured read(Path file) throws IOException {
    Measured measured = new Measured();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        boolean fact = line.startsWith(FACT);
        String[] cells = (fact ? line.substring(FACT.length()) : line).split("\t", -1);
        if (fact) {
          measured.state(cells[0], cells[1]);
        } else {
          measured.add(line);
        }
      }
    }
    return measured;
  }

  /** Adds a line as probes print it and as the file has it: a name, a value, bytes if known. */
  void add(String line) {
    String[] cells = line.split("\t", -1);
    add(
        cells[0],
        new Score(
            Double.parseDouble(cells[1]),
            cells.length == 2 ? Double.NaN : Double.parseDouble(cells[2])));
  }

  void write(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    facts.forEach((fact, value) -> lines.add(FACT + fact + "\t" + value));
    scores.forEach(
        (name, rounds) ->
            rounds.forEach(
                score ->
                    lines.add(
                        name
                            + "\t"
                            + digits(score.value)
                            + (Double.isNaN(score.bytes) ? "" : "\t" + digits(score.bytes)))));
    Files.write(file, lines);
  }

  private static String digits(double number) {
    return new BigDecimal(number).round(DIGITS).stripTrailingZeros().toPlainString();
  }
}
