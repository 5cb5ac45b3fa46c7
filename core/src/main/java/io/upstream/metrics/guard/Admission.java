package io.upstream.metrics.guard;

import io.upstream.metrics.label.FoldReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides which plain values of one label type are named: the budget of all and the share of each
 * customer.
 *
 * <p>A recorder that only observes decides the same, and then names the value nevertheless, up to
 * {@value #OBSERVED_TIMES} times the budget, so that the heap stays bounded. Such a value takes no
 * place, neither of the budget nor of a share: what is counted is what enforcing would have folded.
 */
final class Admission {

  // Places are taken under the lock, in this order: an entry is put where it is found, then the
  // place is taken. So whoever sees, without the lock, that no place is left and then looks the
  // value up, finds it if it was what took the last one.
  static final int OBSERVED_TIMES = 10;
  static final int MOST_SHARE = 64;

  private final Object lock = new Object(); // a monitor, for the reason that SeriesRegistry has
  private final NamedValues values;
  private final Shares shares = new Shares();
  private final Guards guards;
  private final boolean observes;
  private volatile int budget;
  private volatile int spent;
  private volatile int beyond;
  private volatile @Nullable Instant firstOverflow;

  Admission(NamedValues values, int budget, Guards guards) {
    this.values = values;
    this.budget = budget;
    this.guards = guards;
    this.observes = guards.mode() == Mode.OBSERVE;
  }

  int budget() {
    return budget;
  }

  void budget(int places) {
    synchronized (lock) {
      budget = places;
    }
  }

  /** How many values are named that are neither constants nor on the allow-list. */
  int spent() {
    return spent + beyond;
  }

  /** How many values one customer may bring. */
  int share() {
    return shareOf(budget);
  }

  /** A quarter of a budget, but at least one value, and {@value #MOST_SHARE} at most. */
  static int shareOf(int budget) {
    return Math.min(MOST_SHARE, Math.max(1, budget / 4));
  }

  /** When a value was first folded for the budget or a share, or would have been. */
  @Nullable Instant firstOverflow() {
    return firstOverflow;
  }

  /** Names a value for good, whatever the budget; gives back the place that it had. */
  void allow(String value) {
    synchronized (lock) {
      LabelEntry entry = values.find(value);
      if (entry == null) {
        values.add(value, Standing.FREE);
        return;
      }
      Standing before = entry.standing();
      entry.stand(Standing.FREE);
      if (before == Standing.WITHIN) {
        count(-1, 0);
      } else if (before == Standing.BEYOND) {
        count(0, -1);
      }
    }
  }

  /** Names a plain value that was not named when the caller looked, or says why not. */
  Verdict admit(String value, @Nullable LabelEntry owner) {
    FoldReason over = overAnew(owner);
    if (over != null && isFull()) {
      return values.find(value) == null ? refuse(over) : Verdict.PLAIN;
    }
    synchronized (lock) {
      if (values.find(value) != null) {
        return Verdict.PLAIN;
      }
      over = overAnew(owner);
      if (over == null) {
        LabelEntry entry = values.add(value, Standing.WITHIN);
        count(1, 0); // first, for it cannot fail: what is named has spent a place
        if (owner != null) {
          shares.add(owner.owner(), entry.index());
        }
        return Verdict.PLAIN;
      }
      if (isFull()) {
        return refuse(over);
      }
      values.add(value, Standing.BEYOND);
      count(0, 1);
      return Verdict.PLAIN;
    }
  }

  /** What a named value is for the customer that brings it, and for nobody in particular. */
  LabelEntry settle(LabelEntry entry, @Nullable LabelEntry owner) {
    Standing standing = entry.standing();
    if (standing == Standing.FREE
        || (standing == Standing.WITHIN
            && (owner == null || shares.has(owner.owner(), entry.index())))) {
      return entry;
    }
    return unsettled(entry, owner);
  }

  private LabelEntry unsettled(LabelEntry entry, @Nullable LabelEntry owner) {
    FoldReason over = over(entry, owner);
    if (over == null) {
      over = take(entry, owner);
    }
    if (over == null) {
      return entry;
    }
    noteOverflow();
    if (over == FoldReason.SHARE) {
      return observes ? entry.observedOverShare() : LabelEntry.OVER_SHARE;
    }
    return entry; // which counts itself
  }

  /** Takes the place that an entry has not yet, unless it is over by now. */
  private @Nullable FoldReason take(LabelEntry entry, @Nullable LabelEntry owner) {
    synchronized (lock) {
      FoldReason over = over(entry, owner);
      if (over != null || entry.standing() == Standing.FREE) {
        return over;
      }
      if (owner != null && !shares.has(owner.owner(), entry.index())) {
        shares.add(owner.owner(), entry.index());
      }
      if (entry.standing() == Standing.BEYOND) {
        entry.stand(Standing.WITHIN);
        count(1, -1);
      }
      return null;
    }
  }

  /** Why a named value is one too many; null if it is not. What is spent is read first. */
  private @Nullable FoldReason over(LabelEntry entry, @Nullable LabelEntry owner) {
    if (owner != null && isShareSpent(owner) && !shares.has(owner.owner(), entry.index())) {
      return FoldReason.SHARE;
    }
    return spent >= budget && entry.standing() == Standing.BEYOND ? FoldReason.OVER_BUDGET : null;
  }

  /** Why another value is one too many; null if it is not. */
  private @Nullable FoldReason overAnew(@Nullable LabelEntry owner) {
    if (owner != null && isShareSpent(owner)) {
      return FoldReason.SHARE;
    }
    return spent >= budget ? FoldReason.OVER_BUDGET : null;
  }

  private void count(int moreWithin, int moreBeyond) {
    int nowWithin = spent + moreWithin;
    int nowBeyond = beyond + moreBeyond;
    spent = nowWithin;
    beyond = nowBeyond;
  }

  /** Whether a customer may bring no further value. */
  boolean isShareSpent(LabelEntry owner) {
    return shares.count(owner.owner()) >= share();
  }

  /** Whether what is over is folded: always, unless there is still room for observing it. */
  private boolean isFull() {
    return !observes || (long) spent + beyond >= (long) OBSERVED_TIMES * Math.max(1, budget);
  }

  private Verdict refuse(FoldReason over) {
    noteOverflow();
    return over == FoldReason.SHARE ? Verdict.OVER_SHARE : Verdict.OVER_BUDGET;
  }

  private void noteOverflow() {
    if (firstOverflow == null) {
      firstOverflow = guards.now();
    }
  }
}
