package io.upstream.metrics.guard;

import io.upstream.metrics.guard.sketch.SpaceSaving;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replaces weak named values of one label type by values that are used much more: {@link
 * Naming#HEAVIEST}.
 *
 * <p>A folded value is a challenger, which is counted by its keyed hash alone. In each window of
 * five minutes the heaviest challengers are compared with the weakest named values. A challenger
 * with at least twice the weight of its opponent in two consecutive windows takes its place. Such
 * changes are limited to a few an hour after the first hour, because each costs series that are
 * shown for a while longer. A value over an owner's share competes only with values that the same
 * owner pays for.
 *
 * <p>The challenger's text is not kept, so the place is reserved for the next event with its hash.
 */
final class Promotions {

  static final int CHALLENGERS = 256;
  static final Duration WINDOW = Duration.ofMinutes(5);

  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final int TIMES = 2;
  private static final int WINDOWS = 2;
  private static final int AN_HOUR = 4;
  private static final int IN_THE_FIRST_HOUR = 60;

  // The cause is the owner whose share the value was over, NONE if it was over the budget.
  private final SpaceSaving<LabelEntry> challengers =
      new SpaceSaving<>(CHALLENGERS, LabelEntry.NONE);
  private final long start;
  private long windowStart;
  private Map<Long, Integer> windowsWon = new HashMap<>();
  private final Deque<Long> changes = new ArrayDeque<>();

  Promotions(long now) {
    this.start = now;
    this.windowStart = now;
  }

  /** Counts an event that was folded. */
  void folded(long hash, LabelEntry entry, LabelEntry owner) {
    challengers.add(hash, entry == LabelEntry.OVER_SHARE ? owner : LabelEntry.NONE);
  }

  /**
   * Forgets a value that is named, because otherwise it could win a place that it does not need.
   */
  void named(long hash) {
    challengers.forget(hash);
  }

  /** Ends a window if it is over; returns whether a place was reserved. */
  synchronized boolean look(long now, Admission admission) {
    if (now - windowStart < WINDOW.toMillis()) {
      return false;
    }
    windowStart = now;
    changes.removeIf(change -> now - change >= HOUR);
    int most = now - start < HOUR ? IN_THE_FIRST_HOUR : AN_HOUR;
    List<LabelEntry> weakest = new ArrayList<>(admission.weakest());
    Map<Long, Integer> won = new HashMap<>();
    boolean changed = false;
    for (SpaceSaving.Counted<LabelEntry> challenger : challengers.heaviest()) {
      long hash = challenger.hash();
      LabelEntry owner = challenger.cause();
      LabelEntry opponent = opponent(weakest, owner);
      if (opponent == null
          || challenger.least() < TIMES * Math.max(1, opponent.activity().windowWeight())) {
        if (owner == LabelEntry.NONE) {
          break; // all challengers that follow are weaker
        }
        continue;
      }
      weakest.remove(opponent);
      int windows = windowsWon.getOrDefault(hash, 0) + 1;
      won.put(hash, windows);
      if (windows >= WINDOWS
          && changes.size() < most
          && admission.replace(opponent, hash, now, now + 2 * WINDOW.toMillis())) {
        changes.add(now);
        won.remove(hash);
        challengers.forget(hash); // otherwise it could win a second place before its next event
        changed = true;
      }
    }
    windowsWon = won;
    admission.beginWindow();
    challengers.halve();
    return changed;
  }

  private static @Nullable LabelEntry opponent(List<LabelEntry> weakest, LabelEntry owner) {
    for (LabelEntry entry : weakest) {
      if (owner == LabelEntry.NONE || entry.payer() == owner) {
        return entry;
      }
    }
    return null;
  }
}
