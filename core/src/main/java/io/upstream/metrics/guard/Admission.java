package io.upstream.metrics.guard;

import io.upstream.metrics.label.FoldReason;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides which plain values of one label type are named: the budget of all and the share of each
 * owner.
 *
 * <p>A value is charged to the owner whose event first named it, never to those that use it later.
 * As long as less than half of the budget is spent, no share is looked at.
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

  private final Object lock = new Object();
  private final NamedValues values;
  private final Guards guards;
  private final boolean observes;
  private final int declaredShare;
  private final Map<LabelEntry, Integer> charged = new HashMap<>(); // under the lock
  private volatile int budget;
  private volatile int spent;
  private volatile int observed;
  private volatile @Nullable Instant firstOverflow;

  /**
   * An admission.
   *
   * @param share how many values one owner may bring; 0 for a quarter of the budget
   */
  Admission(NamedValues values, int budget, int share, Guards guards) {
    this.values = values;
    this.budget = budget;
    this.declaredShare = share;
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
    return spent + observed;
  }

  /** How many values one owner may bring once half of the budget is spent. */
  int share() {
    return declaredShare > 0 ? declaredShare : Math.max(1, budget / 4);
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
        values.add(value);
        return;
      }
      if (entry.isBudgeted()) {
        spent = spent - 1;
        charge(entry.payer(), -1);
      } else if (entry.isObserved()) {
        observed = observed - 1;
      }
      entry.allow();
    }
  }

  /**
   * Names a plain value that was not named when the caller looked, and returns its entry, or the
   * entry that it is folded into.
   */
  LabelEntry admit(String value, @Nullable LabelEntry bringer) {
    if (spent >= budget && isFull()) { // the usual case of what is refused, without the lock
      LabelEntry known = values.find(value);
      if (known == null && bringer == null) {
        return refuse(FoldReason.OVER_BUDGET);
      }
    }
    FoldReason over;
    synchronized (lock) {
      LabelEntry known = values.find(value);
      if (known != null) {
        return known;
      }
      LabelEntry owner = bringer == null ? null : bringer.owner();
      over = over(owner);
      if (over == null) {
        LabelEntry entry = values.add(value);
        take(entry, owner);
        return entry;
      }
      if (!isFull()) {
        LabelEntry entry = values.addObserved(value, over);
        observed = observed + 1;
        return entry;
      }
    }
    return refuse(over);
  }

  /** Gives an entry that is only observed the place that it would have by now, if there is one. */
  LabelEntry observe(LabelEntry entry, @Nullable LabelEntry bringer) {
    synchronized (lock) {
      if (entry.isObserved()) {
        LabelEntry owner = bringer == null ? null : bringer.owner();
        FoldReason over = over(owner);
        if (over == null) {
          observed = observed - 1;
          take(entry, owner);
          return entry;
        }
      }
    }
    noteOverflow();
    return entry; // which counts itself
  }

  private void take(LabelEntry entry, @Nullable LabelEntry owner) {
    entry.budget(owner);
    charge(owner, 1);
    int more = spent + 1;
    spent = more;
  }

  private void charge(@Nullable LabelEntry owner, int more) {
    if (owner != null) {
      charged.merge(owner, more, (a, b) -> a + b == 0 ? null : a + b);
    }
  }

  /** Why another value is one too many; null if it is not. */
  private @Nullable FoldReason over(@Nullable LabelEntry owner) {
    if (owner != null && 2L * spent >= budget && charged.getOrDefault(owner, 0) >= share()) {
      return FoldReason.SHARE;
    }
    return spent >= budget ? FoldReason.OVER_BUDGET : null;
  }

  /** Whether what is over is folded: always, unless there is still room for observing it. */
  private boolean isFull() {
    return !observes || (long) spent + observed >= (long) OBSERVED_TIMES * Math.max(1, budget);
  }

  private LabelEntry refuse(FoldReason over) {
    noteOverflow();
    return over == FoldReason.SHARE ? LabelEntry.OVER_SHARE : LabelEntry.OVER_BUDGET;
  }

  private void noteOverflow() {
    if (firstOverflow == null) {
      firstOverflow = guards.now();
    }
  }
}
