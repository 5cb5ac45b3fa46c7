package io.upstream.metrics.guard;

import io.upstream.metrics.guard.sketch.RefusedCache;
import io.upstream.metrics.guard.value.LabelText;
import io.upstream.metrics.label.DetectorName;
import io.upstream.metrics.label.FoldReason;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The result of resolving a label value: the value that the page shows and the number by which
 * series find it.
 *
 * <p>There are three kinds. A <em>named</em> entry stands for one value. A <em>folded</em> entry
 * stands for all values that were refused for the same reason, and has that reason. {@link #NONE}
 * stands for a value that the caller does not have. The page shows it as {@code _UNKNOWN}, and no
 * refusal is counted.
 */
public final class LabelEntry {

  static final LabelEntry OVER_BUDGET = folded(0, "_OTHER", FoldReason.OVER_BUDGET, 2);
  static final LabelEntry OVER_SHARE = twin(OVER_BUDGET, FoldReason.SHARE, null, 3);
  static final LabelEntry OVER_PAGE = twin(OVER_BUDGET, FoldReason.PAGE_BUDGET, null, 0);
  static final LabelEntry INVALID = folded(1, "_INVALID", FoldReason.INVALID, 1);
  static final LabelEntry REDACTED = folded(2, "_REDACTED", FoldReason.REDACTED, 0);

  /** The entry of null: a caller has no value, which is no mistake. */
  static final LabelEntry NONE = named(3, "_UNKNOWN");

  static final LabelEntry UNKNOWN = twin(NONE, FoldReason.UNKNOWN, null, 0);

  /** The entries that every label type has, by index. */
  static final LabelEntry[] RESERVED = {OVER_BUDGET, INVALID, REDACTED, NONE};

  private static final int LEFT = Integer.MIN_VALUE;
  private static final int COUNTED = Integer.MAX_VALUE;
  private static final VarHandle HOLDS;

  static {
    try {
      HOLDS = MethodHandles.lookup().findVarHandle(LabelEntry.class, "holds", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The code of the first detector; lower codes are of refusals that no detector made. */
  static final int FIRST_DETECTOR = 5;

  private final int index;
  private final int hash;
  private final String value;
  private final byte[] text;
  private final @Nullable DetectorName detector;
  private final boolean folded;
  private final int code;
  private final LabelEntry canonical;
  // These fields of a named entry change only under the lock of its Admission.
  private volatile @Nullable FoldReason foldReason;
  private volatile int plainIndex;
  private boolean budgeted;
  private @Nullable LabelEntry payer;

  /** The number of open runs and timings that hold it, or {@link #LEFT}. */
  private volatile int holds;

  /** True as long as look-ups find this entry by its value. */
  private volatile boolean current;

  /** The activity of its series. */
  private final Activity activity = new Activity();

  private LabelEntry(
      int index,
      String value,
      byte[] text,
      @Nullable FoldReason foldReason,
      @Nullable DetectorName detector,
      boolean folded,
      int code,
      @Nullable LabelEntry canonical) {
    this.index = index;
    this.hash = value.hashCode();
    this.value = value;
    this.text = text;
    this.foldReason = foldReason;
    this.plainIndex = foldReason == null ? index : COUNTED;
    this.detector = detector;
    this.folded = folded;
    this.code = code;
    this.canonical = canonical == null ? this : canonical;
  }

  static LabelEntry folded(int index, String value, FoldReason reason, int code) {
    return new LabelEntry(index, value, LabelText.encode(value), reason, null, true, code, null);
  }

  /** Returns an entry that is counted in the series of another entry, with its own reason. */
  private static LabelEntry twin(
      LabelEntry other, FoldReason reason, @Nullable DetectorName detector, int code) {
    return new LabelEntry(
        other.index, other.value, other.text, reason, detector, true, code, other);
  }

  /** Returns a twin of {@link #REDACTED} for values that one detector has caught. */
  static LabelEntry redacted(String detector, int place) {
    return twin(REDACTED, FoldReason.REDACTED, new DetectorName(detector), FIRST_DETECTOR + place);
  }

  static LabelEntry named(int index, String value) {
    return new LabelEntry(index, value, LabelText.encode(value), null, null, false, 0, null);
  }

  /** Returns the entry's number; the numbers of a label type are small and dense. */
  public int index() {
    return index;
  }

  /**
   * Returns the entry's number if nothing is counted for its use, so {@link #foldReason} is null;
   * otherwise a number that no table has. A look-up that uses it needs no other check.
   */
  public int plainIndex() {
    return plainIndex;
  }

  /**
   * Returns the entry whose series count this one: itself, unless several entries share a reserved
   * value.
   */
  public LabelEntry canonical() {
    return canonical;
  }

  /** Returns the value that the page shows. */
  public String value() {
    return value;
  }

  /**
   * Returns whether it is the entry of a value. The caller gives the value's hash code, so that
   * most other values are told apart without comparing characters.
   */
  boolean isFor(String other, int itsHash) {
    return hash == itsHash && value.equals(other);
  }

  /** Returns the value escaped and encoded for the page; callers must not change the array. */
  public byte[] text() {
    return text;
  }

  /** Returns whether this entry represents values that were refused. */
  public boolean isFolded() {
    return folded;
  }

  /** Returns whether this entry represents one value that a caller gave. */
  public boolean isNamed() {
    return !folded && this != NONE;
  }

  /**
   * Returns the reason that is counted each time the value is used: why it was folded, or in {@link
   * Mode#OBSERVE} why it would have been. Null for a value that is named by the rules.
   */
  public @Nullable FoldReason foldReason() {
    return foldReason;
  }

  /** Returns the detector that caught the value, which is counted at each use; null if none did. */
  public @Nullable DetectorName detector() {
    return detector;
  }

  /**
   * Keeps the value from leaving until {@link #release}, as an open job run or timing does.
   *
   * @return false if the value has left already
   */
  public boolean hold() {
    if (!isNamed()) {
      return true; // it never leaves
    }
    int now = holds;
    while (now != LEFT) {
      int before = (int) HOLDS.compareAndExchange(this, now, now + 1);
      if (before == now) {
        return true;
      }
      now = before;
    }
    return false;
  }

  /** Ends a {@link #hold}. */
  public void release() {
    if (isNamed()) {
      HOLDS.getAndAdd(this, -1);
    }
  }

  /** Returns whether the value has left: its series are gone, and it has to be resolved again. */
  public boolean hasLeft() {
    return holds == LEFT;
  }

  /**
   * Returns whether look-ups of its value find this entry, and nothing is counted for that: a
   * caller that keeps the entry need not look it up again.
   */
  public boolean isCurrent() {
    return current && foldReason == null;
  }

  /** Records whether look-ups of its value find this entry. */
  void current(boolean found) {
    current = found;
  }

  /** Marks the value as left unless an open run or timing holds it; returns whether it did. */
  boolean leave() {
    return HOLDS.compareAndSet(this, 0, LEFT);
  }

  /** Returns the activity of its series, if it is named. */
  Activity activity() {
    return activity;
  }

  /** Returns the code by which {@link RefusedCache} remembers a refusal; 0 if it does not. */
  int code() {
    return code;
  }

  /** Returns whether it is named only because its recorder observes. */
  boolean isObserved() {
    return foldReason != null && !folded;
  }

  /**
   * Returns the owner that pays for values in the same event, if this is an owner's entry. Folded
   * owners share the account of their reserved value, and owners that are only observed share that
   * of {@code _OTHER}. Null if the event has no owner.
   */
  @Nullable LabelEntry owner() {
    if (canonical == NONE) {
      return null;
    }
    return isObserved() ? OVER_BUDGET : canonical;
  }

  /** Returns whether it has one of the places of the budget. */
  boolean isBudgeted() {
    return budgeted;
  }

  /** Returns the owner that its place is charged to; null for none. */
  @Nullable LabelEntry payer() {
    return payer;
  }

  /** Gives it a place of the budget, charged to an owner where there is one. */
  void budget(@Nullable LabelEntry owner) {
    foldReason = null;
    plainIndex = index;
    budgeted = true;
    payer = owner;
  }

  /** Names the value regardless of the budget. */
  void allow() {
    foldReason = null;
    plainIndex = index;
    budgeted = false;
    payer = null;
  }

  /** Names the value in {@link Mode#OBSERVE} although it would be folded for a reason. */
  void observe(FoldReason reason) {
    foldReason = reason;
    plainIndex = COUNTED;
  }

  /** Returns a text that identifies the entry and does not contain the value of a named one. */
  @Override
  public String toString() {
    return folded ? value : "LabelEntry[" + index + "]";
  }
}
