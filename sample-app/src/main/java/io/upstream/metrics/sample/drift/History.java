package io.upstream.metrics.sample.drift;

import io.upstream.metrics.sample.claims.Decision;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The decisions of one payer in the last week, and in the four weeks before it. */
final class History {

  /** The number of days that the detectors compare. */
  static final int DAYS = 35;

  private static final int RECENT_DAYS = 7;

  /** Fewer claims say nothing about a payer. */
  private static final int ENOUGH = 40;

  private final String payer;
  private final Window baseline = new Window();
  private final Window recent = new Window();

  private History(String payer) {
    this.payer = payer;
  }

  /** Returns the payers of whom enough is known, by name. */
  static List<History> of(List<Decision> decisions) {
    LocalDate newest =
        decisions.stream().map(Decision::decided).max(LocalDate::compareTo).orElse(LocalDate.MIN);
    Map<String, History> byPayer = new TreeMap<>();
    for (Decision decision : decisions) {
      History history = byPayer.computeIfAbsent(decision.payer(), History::new);
      boolean isRecent = decision.decided().isAfter(newest.minusDays(RECENT_DAYS));
      (isRecent ? history.recent : history.baseline).add(decision);
    }
    List<History> known = new ArrayList<>(byPayer.values());
    known.removeIf(each -> each.baseline.claims() < ENOUGH || each.recent.claims() < ENOUGH);
    return known;
  }

  String payer() {
    return payer;
  }

  Window baseline() {
    return baseline;
  }

  Window recent() {
    return recent;
  }
}
