package io.upstream.metrics.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that was measured: of each benchmark a score for each round. */
final class Measured {

  private final Map<String, List<Score>> scores = new TreeMap<>();

  void add(String benchmark, Score score) {
    scores.computeIfAbsent(benchmark, any -> new ArrayList<>()).add(score);
  }

  boolean has(String benchmark) {
    return scores.containsKey(benchmark);
  }

  Map<String, List<Score>> all() {
    return scores;
  }

  /** The least time of all rounds. */
  double nanos(String benchmark) {
    return of(benchmark).stream().mapToDouble(Score::nanos).min().orElse(Double.NaN);
  }

  /** What most rounds allocated, or less: a compiler that was late allocates more. */
  double bytes(String benchmark) {
    return of(benchmark).stream().mapToDouble(Score::bytes).min().orElse(Double.NaN);
  }

  /** How the times of two compare; null if one of them was not measured. */
  @Nullable Ratio ratio(String ours, String theirs) {
    List<Score> mine = of(ours);
    List<Score> others = of(theirs);
    int rounds = Math.min(mine.size(), others.size());
    if (rounds == 0) {
      return null;
    }
    double low = Double.MAX_VALUE;
    double high = 0;
    for (int round = 0; round < rounds; round++) {
      double each = mine.get(round).nanos() / others.get(round).nanos();
      low = Math.min(low, each);
      high = Math.max(high, each);
    }
    return new Ratio(nanos(ours) / nanos(theirs), low, high);
  }

  private List<Score> of(String benchmark) {
    return scores.getOrDefault(benchmark, List.of());
  }
}
