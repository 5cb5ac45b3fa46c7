package io.upstream.metrics.guard;

import io.upstream.metrics.guard.sketch.KeyedHash;
import io.upstream.metrics.label.FoldReason;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides which plain values of one label type are named, by the budget of the type and the share
 * of each owner.
 *
 * <p>A value is charged to the owner whose event first named it, never to those that use it later.
 * As long as less than half of the budget is spent, shares do not apply.
 *
 * <p>An idle value leaves when another one needs its place, or after a longer time. A value that
 * was released or replaced is frozen first: events no longer find it, but its series are still
 * shown for a while, so that every reader sees its last events. The guard checks a leaving value
 * once more: see {@link LastLook}. Until its series are removed, the value is not named again.
 *
 * <p>In {@code OBSERVE} mode no value leaves and the other decisions are the same, but a value that
 * would fold is named nevertheless, up to {@value #OBSERVED_TIMES} times the budget, so that the
 * heap stays bounded. Such a value takes no place of the budget or of a share, and its events are
 * counted as those that {@code ENFORCE} would have folded.
 */
final class Admission {

  /*
   * A budget bounds the named values of a label type, and a service outlives many of its values. So
   * values rotate: an idle one leaves when another one needs its place. No event may be lost or
   * counted twice, and a value must never have two entries with live series.
   *
   * A value is in one of these states:
   *   named    in NamedValues, where every look-up finds it; a place of the budget is counted;
   *   idle     named, and without an event for Lifetimes.idle; a queue, the value that was active
   *            longest ago first, and values with a gauge last;
   *   frozen   not found any more and without a place, but its series are still shown: it was
   *            released, denied or replaced (Promotions, which reserves the place for a hash);
   *   leaving  its series are being removed; it is not named again before they are gone.
   *
   * Recording writes no time of last use, as for an LRU list: that would be a shared write for each
   * event. Instead a look visits all rows and compares their numbers with those of the look before.
   * A page starts one at most once a minute; so does a new value after ten seconds, once half of
   * the budget is spent.
   *
   * A thread whose value finds no place takes up to CANDIDATES values from the queue, of one owner
   * if that owner's share is the limit, and removes one of them:
   *   1. Under the lock for looks, LastLook reads the rows of the candidates once more. One with an
   *      event since the last look at all rows stays.
   *   2. Under this object's lock, one quiet candidate is marked as left, unless an open run or
   *      timing holds it, is taken out of NamedValues, and its place is free. From then on no row
   *      of it is made. The other quiet ones go back to the front of the queue.
   *   3. Its cells are retired. An event that still has the old entry cannot add to them and
   *      resolves its labels again. Counts since step 1 move to the series of the folded value.
   *   4. gone() ends "leaving", and the thread asks for the place again, as another may have it.
   * Values that are idle for Lifetimes.most, or frozen for long enough, leave by the same steps at
   * the end of a look.
   *
   * A thread takes a place by publishing the entry first and counting the place then. A thread
   * without the lock reads in the opposite order: it sees that no place is left and then looks the
   * value up, so it finds the value if that value took the last place.
   */
  static final int OBSERVED_TIMES = 10;
  private static final int REMEMBERED = 1_024;
  private static final int REPORTED = 20;
  private static final int CANDIDATES = 8;

  private final Object lock = new Object();
  private final NamedValues values;
  private final Guards guards;
  private final Consumer<ValueChange> changes;
  private final Lifetimes lifetimes;
  private final boolean observes;
  private final int declaredShare;
  private volatile int budget;
  private volatile int spent;
  private volatile int observed;
  private volatile boolean hasIdle;
  private volatile @Nullable Instant firstOverflow;
  private volatile long leftSoFar;
  private volatile long namedSoFar;
  private volatile long returnedSoFar;
  private volatile long promotedSoFar;

  // These fields are read and written under the lock.
  private final Map<LabelEntry, Integer> charged = new HashMap<>();
  private final Deque<LabelEntry> idle = new ArrayDeque<>();
  private final Map<String, Frozen> frozen = new HashMap<>();
  private final Set<String> leaving = new HashSet<>();
  // Values that have left while a row of theirs is still held.
  private final Set<LabelEntry> staying = new HashSet<>();
  private long zeroMillis; // set by the last look
  private final Map<Long, Long> reserved = new HashMap<>();
  private final Set<Long> leftBefore = new LinkedHashSet<>(); // hashes, the oldest first
  private final Deque<Departure> departures = new ArrayDeque<>(); // the latest first

  /** A value that look-ups no longer find and whose series are still shown. */
  private record Frozen(LabelEntry entry, long since) {}

  /**
   * Creates an admission without values.
   *
   * @param share the number of values that one owner may bring; 0 for a quarter of the budget
   * @param changes receives, under the lock, each change of a value that takes a place
   */
  Admission(
      NamedValues values,
      int budget,
      int share,
      Lifetimes lifetimes,
      Guards guards,
      Consumer<ValueChange> changes) {
    this.values = values;
    this.budget = budget;
    this.declaredShare = share;
    this.lifetimes = lifetimes;
    this.guards = guards;
    this.changes = changes;
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

  /** Returns the number of named values that are neither constants nor on the allow-list. */
  int spent() {
    return spent + observed;
  }

  /** Returns the number of values that one owner may bring once half of the budget is spent. */
  int share() {
    return declaredShare > 0 ? declaredShare : Math.max(1, budget / 4);
  }

  /**
   * Returns when a value was first folded for the budget or a share, or would have been; or null.
   */
  @Nullable Instant firstOverflow() {
    return firstOverflow;
  }

  /** Returns the number of values that were given a place of the budget so far. */
  long namedSoFar() {
    return namedSoFar;
  }

  /** Returns how many of those were among the last {@value #REMEMBERED} values that had left. */
  long returnedSoFar() {
    return returnedSoFar;
  }

  /** Returns the number of values that took the place of another one so far. */
  long promotedSoFar() {
    return promotedSoFar;
  }

  /** Returns the number of values that have left so far. */
  long leftSoFar() {
    return leftSoFar;
  }

  /** Names a value for good, regardless of the budget, and returns the place that it had. */
  void allow(String value) {
    synchronized (lock) {
      LabelEntry entry = values.find(value);
      if (entry == null) {
        Frozen before = frozen.remove(value);
        if (before != null) {
          values.addAgain(before.entry());
          before.entry().allow();
        } else {
          values.add(value);
        }
        return;
      }
      if (entry.isBudgeted()) {
        giveBack(entry);
      } else if (entry.isObserved()) {
        observed = observed - 1;
      }
      entry.allow();
    }
  }

  /**
   * Stops naming a value outside the budget. The value takes a place of the budget, even if more
   * places are then taken than the budget has, because a change of a setting must not remove a
   * value that the page shows.
   */
  void disallow(String value) {
    long now = guards.millis();
    synchronized (lock) {
      LabelEntry entry = values.find(value);
      if (entry == null || entry.isBudgeted() || entry.isObserved()) {
        return;
      }
      entry.budget(null);
      if (entry.activity().lastActive() == 0) {
        entry.activity().begin(now);
      }
      int more = spent + 1;
      spent = more;
    }
  }

  /**
   * Names a plain value that was not named when the caller looked, and returns its entry, or the
   * entry that it is folded into.
   *
   * @param hash the value's keyed hash, for which a place may be reserved
   * @return null if the budget is spent and {@link #idle} has values that can leave first
   */
  @Nullable LabelEntry admit(String value, long hash, @Nullable LabelEntry bringer) {
    if (spent >= budget && isFull() && !hasIdle && bringer == null) {
      // Decides the most frequent refusals without the lock.
      LabelEntry known = values.find(value);
      if (known == null) {
        return refuse(FoldReason.OVER_BUDGET);
      }
    }
    long now = guards.millis();
    FoldReason over;
    synchronized (lock) {
      LabelEntry known = values.find(value);
      if (known != null) {
        return known;
      }
      LabelEntry owner = bringer == null ? null : bringer.owner();
      boolean isExpected = reserved.remove(hash) != null;
      if (leaving.contains(value) || frozen.containsKey(value)) {
        over = FoldReason.OVER_BUDGET;
      } else {
        over = isExpected ? null : refusalReason(owner);
        if (over != null && hasIdle(over == FoldReason.SHARE ? owner : null)) {
          return null;
        }
        if (over == null) {
          LabelEntry entry = values.add(value);
          take(entry, owner, now);
          return entry;
        }
        if (!isFull()) {
          LabelEntry entry = values.addObserved(value, over);
          observed = observed + 1;
          return entry;
        }
      }
    }
    return refuse(over);
  }

  /**
   * Returns the entry that {@link #admit} would return now; names nothing.
   *
   * @return null for a value that would be named
   */
  @Nullable LabelEntry peek(String value, long hash, @Nullable LabelEntry bringer) {
    FoldReason over;
    synchronized (lock) {
      LabelEntry known = values.find(value);
      if (known != null) {
        return known;
      }
      LabelEntry owner = bringer == null ? null : bringer.owner();
      if (leaving.contains(value) || frozen.containsKey(value)) {
        over = FoldReason.OVER_BUDGET;
      } else {
        over = reserved.containsKey(hash) ? null : refusalReason(owner);
        if (over == null || hasIdle(over == FoldReason.SHARE ? owner : null) || !isFull()) {
          return null;
        }
      }
    }
    return refuse(over);
  }

  /** Gives a place of the budget to an entry that is only observed, if one is free now. */
  LabelEntry observe(LabelEntry entry, @Nullable LabelEntry bringer) {
    long now = guards.millis();
    synchronized (lock) {
      if (entry.isObserved()) {
        LabelEntry owner = bringer == null ? null : bringer.owner();
        FoldReason over = refusalReason(owner);
        if (over == null) {
          observed = observed - 1;
          take(entry, owner, now);
          return entry;
        }
      }
    }
    noteOverflow();
    return entry; // the entry counts the event itself
  }

  private void take(LabelEntry entry, @Nullable LabelEntry owner, long now) {
    entry.budget(owner);
    entry.activity().begin(now);
    charge(owner, 1);
    int more = spent + 1;
    spent = more;
    long named = namedSoFar + 1;
    namedSoFar = named;
    changes.accept(ValueChange.NAMED);
    if (!leftBefore.isEmpty() && leftBefore.remove(KeyedHash.ofProcess().of(entry.value()))) {
      long returned = returnedSoFar + 1;
      returnedSoFar = returned;
      changes.accept(ValueChange.RETURNED);
    }
  }

  private void giveBack(LabelEntry entry) {
    int fewer = spent - 1;
    spent = fewer;
    charge(entry.payer(), -1);
  }

  private void charge(@Nullable LabelEntry owner, int more) {
    if (owner != null) {
      charged.merge(owner, more, (a, b) -> a + b == 0 ? null : a + b);
    }
  }

  /** Returns why another value of an owner has no place; null if it has one. */
  private @Nullable FoldReason refusalReason(@Nullable LabelEntry owner) {
    int taken = spent + reserved.size();
    if (owner != null && 2L * taken >= budget && charged.getOrDefault(owner, 0) >= share()) {
      return FoldReason.SHARE;
    }
    return taken >= budget ? FoldReason.OVER_BUDGET : null;
  }

  /**
   * Returns whether a value over the budget is folded: always, unless there is still room for
   * observing it.
   */
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

  private boolean hasIdle(@Nullable LabelEntry owner) {
    return owner == null
        ? !idle.isEmpty()
        : idle.stream().anyMatch(entry -> entry.payer() == owner);
  }

  /**
   * Takes a few values out of the list of idle ones, one of which may leave for a new value.
   *
   * @param bringer the entry of the owner label that comes with the new value; null for none
   */
  Set<LabelEntry> idle(@Nullable LabelEntry bringer) {
    Set<LabelEntry> found = new LinkedHashSet<>();
    synchronized (lock) {
      LabelEntry owner = bringer == null ? null : bringer.owner();
      FoldReason over = refusalReason(owner);
      for (Iterator<LabelEntry> each = idle.iterator();
          over != null && each.hasNext() && found.size() < CANDIDATES; ) {
        LabelEntry entry = each.next();
        if (over != FoldReason.SHARE || entry.payer() == owner) {
          each.remove();
          found.add(entry);
        }
      }
      hasIdle = !idle.isEmpty();
    }
    return found;
  }

  /** Removes the candidates that are still idle, or that have been frozen for long enough. */
  Set<LabelEntry> leave(LastLook look) {
    Set<LabelEntry> leaves = new LinkedHashSet<>();
    Deque<LabelEntry> spared = new ArrayDeque<>();
    long now = guards.millis();
    synchronized (lock) {
      for (LabelEntry entry : look.candidates()) {
        if (staying.contains(entry)) {
          leaves.add(entry); // it has left before
        } else if (leaves.size() < look.most() && look.isQuiet(entry)) {
          if (isFrozen(entry) ? isShown(entry, now) && entry.leave() : leave(entry, now)) {
            frozen.remove(entry.value());
            hasLeft(entry);
            leaves.add(entry);
          }
        } else if (look.isQuiet(entry)) {
          spared.addFirst(entry); // another value makes room instead
        }
      }
      spared.forEach(idle::addFirst); // keeps their order
      hasIdle = !idle.isEmpty();
    }
    return leaves;
  }

  /**
   * Waits until no value is leaving. After that, a look-up does not find the values that have left.
   */
  void awaitLeaving() {
    synchronized (lock) {
      // A value is marked as left and removed under the same lock, so there is nothing to do here.
    }
  }

  private boolean leave(LabelEntry entry, long now) {
    if (!entry.isBudgeted()
        || values.find(entry.value()) != entry
        || !isIdle(entry, now)
        || !entry.leave()) {
      return false;
    }
    values.remove(entry);
    giveBack(entry);
    note(Departure.Reason.IDLE, entry.value(), now);
    return true;
  }

  private void note(Departure.Reason reason, String value, long now) {
    boolean byOperator = reason == Departure.Reason.RELEASED || reason == Departure.Reason.DENIED;
    if (reason == Departure.Reason.DENIED) {
      // Earlier departures of the same value must not show it either.
      List<Departure> before = new ArrayList<>(departures);
      departures.clear();
      before.forEach(
          each ->
              departures.addLast(
                  value.equals(each.value())
                      ? new Departure(each.time(), each.reason(), null)
                      : each));
    }
    departures.addFirst(
        new Departure(Instant.ofEpochMilli(now), reason, byOperator ? null : value));
    if (departures.size() > REPORTED) {
      departures.removeLast();
    }
  }

  /** Returns the latest values that are no longer named, the last one first. */
  List<Departure> departures() {
    synchronized (lock) {
      return List.copyOf(departures);
    }
  }

  /**
   * Returns all named values with their kind, last use and weight.
   *
   * @param constants the constants of the label type, which have no place of the budget
   */
  List<NamedValue> named(Set<String> constants) {
    List<NamedValue> named = new ArrayList<>();
    synchronized (lock) {
      values.forEach(entry -> named.add(named(entry, constants)));
    }
    return named;
  }

  private static NamedValue named(LabelEntry entry, Set<String> constants) {
    NamedValue.Kind kind =
        entry.isBudgeted() || entry.isObserved()
            ? NamedValue.Kind.BUDGET
            : constants.contains(entry.value())
                ? NamedValue.Kind.CONSTANT
                : NamedValue.Kind.ALLOWED;
    long last = entry.activity().lastActive();
    LabelEntry payer = entry.payer();
    return new NamedValue(
        entry,
        kind,
        entry.activity().weight(),
        last == 0 ? null : Instant.ofEpochMilli(last),
        payer == null ? null : payer.value());
  }

  private boolean isIdle(LabelEntry entry, long now) {
    Activity activity = entry.activity();
    long least = Math.max(lifetimes.idle().toMillis(), zeroMillis);
    return entry.isBudgeted() && !activity.isHeld() && now - activity.lastActive() >= least;
  }

  private boolean isFrozen(LabelEntry entry) {
    Frozen known = frozen.get(entry.value());
    return known != null && known.entry() == entry;
  }

  /** Returns whether a frozen value was shown for long enough, also after its last event. */
  private boolean isShown(LabelEntry entry, long now) {
    Frozen known = frozen.get(entry.value());
    long shown = Math.max(lifetimes.frozen().toMillis(), zeroMillis);
    return known != null
        && now - Math.max(known.since(), entry.activity().lastActive()) >= shown
        && !entry.activity().isHeld();
  }

  private void hasLeft(LabelEntry entry) {
    leaving.add(entry.value());
    leftBefore.add(KeyedHash.ofProcess().of(entry.value()));
    if (leftBefore.size() > REMEMBERED) {
      leftBefore.remove(leftBefore.iterator().next());
    }
    long more = leftSoFar + 1;
    leftSoFar = more;
    changes.accept(ValueChange.LEFT);
  }

  /**
   * Forgets values that have left and whose series were removed, so that they can be named again.
   *
   * @param held the values of which a series stays, because the application depends on its number
   */
  void gone(Set<LabelEntry> left, Set<LabelEntry> held) {
    synchronized (lock) {
      for (LabelEntry entry : left) {
        if (held.contains(entry)) {
          staying.add(entry);
        } else {
          staying.remove(entry);
          leaving.remove(entry.value());
        }
      }
    }
  }

  /** Freezes a value: stops naming it and shows its series for a while; returns whether it did. */
  boolean freeze(String value, Departure.Reason reason) {
    long now = guards.millis();
    synchronized (lock) {
      LabelEntry entry = values.find(value);
      boolean isFrozen = false;
      if (entry != null && entry.isBudgeted()) {
        freeze(entry, now);
        isFrozen = true;
      } else if (entry != null && entry.isObserved() && reason == Departure.Reason.DENIED) {
        values.remove(entry);
        observed = observed - 1;
        frozen.put(value, new Frozen(entry, now));
        isFrozen = true;
      }
      if (isFrozen || reason == Departure.Reason.DENIED) {
        note(reason, value, now);
      }
      return isFrozen;
    }
  }

  private void freeze(LabelEntry entry, long now) {
    values.remove(entry);
    giveBack(entry);
    frozen.put(entry.value(), new Frozen(entry, now));
  }

  /** Begins a look at all rows. */
  void beginLook() {
    synchronized (lock) {
      values.forEach(entry -> entry.activity().clear());
      frozen.values().forEach(each -> each.entry().activity().clear());
    }
  }

  /**
   * Ends a look at all rows and finds the idle values.
   *
   * @param mayBeZero the time for which a new series may be shown as 0, in milliseconds
   * @return the values that must leave: those idle for very long or frozen for long enough
   */
  Set<LabelEntry> endLook(long now, long mayBeZero) {
    Set<LabelEntry> due = new LinkedHashSet<>();
    synchronized (lock) {
      zeroMillis = mayBeZero;
      values.forEach(entry -> entry.activity().complete(now));
      frozen.values().forEach(each -> each.entry().activity().complete(now));
      idle.clear();
      if (!observes && !lifetimes.idle().isZero()) {
        findIdle(now, due);
      }
      hasIdle = !idle.isEmpty();
      for (Frozen each : frozen.values()) {
        if (isShown(each.entry(), now)) {
          due.add(each.entry());
        }
      }
      due.addAll(staying);
      reserved.values().removeIf(until -> until <= now);
    }
    return due;
  }

  private void findIdle(long now, Set<LabelEntry> due) {
    long most = lifetimes.most().toMillis();
    List<LabelEntry> found = new ArrayList<>();
    values.forEach(
        entry -> {
          if (isIdle(entry, now)) {
            found.add(entry);
          }
        });
    // Values with a gauge leave last, because a score that is set once a day has to stay on the
    // page.
    found.sort(
        Comparator.comparing((LabelEntry entry) -> entry.activity().hasGauge())
            .thenComparingLong(entry -> entry.activity().lastActive()));
    for (LabelEntry entry : found) {
      boolean isOld = most > 0 && now - entry.activity().lastActive() >= most;
      if (isOld && !entry.activity().hasGauge()) {
        due.add(entry);
      } else {
        idle.add(entry);
      }
    }
  }

  /** Returns whether some named value is idle, so that another value can have its place. */
  boolean hasIdle() {
    return hasIdle;
  }

  /**
   * Returns the values that have a place and can leave, the one with the least window weight first.
   */
  List<LabelEntry> weakest() {
    List<LabelEntry> named = new ArrayList<>();
    synchronized (lock) {
      values.forEach(
          entry -> {
            if (entry.isBudgeted() && !entry.activity().isHeld()) {
              named.add(entry);
            }
          });
      named.sort(Comparator.comparingLong(entry -> entry.activity().windowWeight()));
    }
    return named;
  }

  /** Begins a window in which weights are compared. */
  void beginWindow() {
    synchronized (lock) {
      values.forEach(entry -> entry.activity().beginWindow());
    }
  }

  /**
   * Freezes a value and reserves its place for the value with a hash until a time. Does nothing in
   * {@code OBSERVE} mode or if the value no longer has a place.
   *
   * @return true if the place is reserved
   */
  boolean replace(LabelEntry weak, long hash, long now, long until) {
    synchronized (lock) {
      if (observes || values.find(weak.value()) != weak || !weak.isBudgeted()) {
        return false;
      }
      freeze(weak, now);
      note(Departure.Reason.REPLACED, weak.value(), now);
      reserved.put(hash, until);
      long more = promotedSoFar + 1;
      promotedSoFar = more;
      changes.accept(ValueChange.PROMOTED);
      return true;
    }
  }
}
