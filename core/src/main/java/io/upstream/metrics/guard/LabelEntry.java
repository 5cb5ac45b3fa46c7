package io.upstream.metrics.guard;

import io.upstream.metrics.label.DetectorName;
import io.upstream.metrics.label.FoldReason;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What a label value has become: a value that stands on the page, and the number by which series
 * find it.
 *
 * <p>There are three kinds. A <em>named</em> entry stands for one value. A <em>folded</em> entry
 * stands for all values that were refused alike, and says why. {@link #NONE} stands for a value
 * that a caller does not have; it is shown as {@code _UNKNOWN}, but nothing was refused.
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
  private static final VarHandle HOLDS;

  static {
    try {
      HOLDS = MethodHandles.lookup().findVarHandle(LabelEntry.class, "holds", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The code of the first detector; those below are of refusals that no detector made. */
  static final int FIRST_DETECTOR = 5;

  private final int index;
  private final int hash;
  private final String value;
  private final byte[] text;
  private final @Nullable DetectorName detector;
  private final boolean folded;
  private final int code;
  private final LabelEntry canonical;
  // Of a named entry these change, under the lock of its Admission.
  private volatile @Nullable FoldReason foldReason;
  private boolean budgeted;
  private @Nullable LabelEntry payer;

  /** How many open runs and timings hold it, or {@link #LEFT}. */
  private volatile int holds;

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
    this.detector = detector;
    this.folded = folded;
    this.code = code;
    this.canonical = canonical == null ? this : canonical;
  }

  static LabelEntry folded(int index, String value, FoldReason reason, int code) {
    return new LabelEntry(index, value, LabelText.encode(value), reason, null, true, code, null);
  }

  /** An entry that is counted in the series of another, for another reason. */
  private static LabelEntry twin(
      LabelEntry other, FoldReason reason, @Nullable DetectorName detector, int code) {
    return new LabelEntry(
        other.index, other.value, other.text, reason, detector, true, code, other);
  }

  /** {@link #REDACTED}, for what the detector at a place of the list has caught. */
  static LabelEntry redacted(String detector, int place) {
    return twin(REDACTED, FoldReason.REDACTED, new DetectorName(detector), FIRST_DETECTOR + place);
  }

  static LabelEntry named(int index, String value) {
    return new LabelEntry(index, value, LabelText.encode(value), null, null, false, 0, null);
  }

  /** A small number, dense within a label type. */
  public int index() {
    return index;
  }

  /** The entry whose series count this one: itself, unless it is one of several that fold alike. */
  public LabelEntry canonical() {
    return canonical;
  }

  /** The value on the page. */
  public String value() {
    return value;
  }

  /**
   * Returns whether it is the entry of a value, given the value's hash, which differs for most
   * others.
   */
  boolean isFor(String other, int itsHash) {
    return hash == itsHash && value.equals(other);
  }

  /** The value as it is written, escaped and encoded; not to be changed. */
  public byte[] text() {
    return text;
  }

  /** Returns whether it stands for values that were refused. */
  public boolean isFolded() {
    return folded;
  }

  /** Returns whether it stands for one value that a caller gave. */
  public boolean isNamed() {
    return !folded && this != NONE;
  }

  /**
   * What is counted each time the value is used: why it was folded, or in {@link Mode#OBSERVE} why
   * it would have been. Null for a value that is welcome.
   */
  public @Nullable FoldReason foldReason() {
    return foldReason;
  }

  /** Which detector caught the value, where one did: it is counted each time, too. */
  public @Nullable DetectorName detector() {
    return detector;
  }

  /**
   * Keeps the value from leaving until {@link #release}, as an open job run or timing does; says
   * whether it could, which it cannot once the value has left.
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

  /** Ends the life of the value unless something holds it. */
  boolean leave() {
    return HOLDS.compareAndSet(this, 0, LEFT);
  }

  /** Returns the activity of its series, if it is named. */
  Activity activity() {
    return activity;
  }

  /** How {@link RefusedCache} remembers a refusal; 0 for what is not remembered. */
  int code() {
    return code;
  }

  /** Returns whether it is named only because its recorder observes. */
  boolean isObserved() {
    return !folded && foldReason != null;
  }

  /**
   * Whom the values are charged to that this entry's value brings, where it is an owner's. Who is
   * folded, or would be, shares with the rest; a value without an owner is charged to no owner.
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

  /** The owner that its place is charged to; null for none. */
  @Nullable LabelEntry payer() {
    return payer;
  }

  /** Gives it a place of the budget, charged to an owner where there is one. */
  void budget(@Nullable LabelEntry owner) {
    foldReason = null;
    budgeted = true;
    payer = owner;
  }

  /** Names the value regardless of the budget. */
  void allow() {
    foldReason = null;
    budgeted = false;
    payer = null;
  }

  /** Names it although it would be folded for a reason. */
  void observe(FoldReason reason) {
    foldReason = reason;
  }

  /** Returns which entry it is, without its value. */
  @Override
  public String toString() {
    return folded ? value : "LabelEntry[" + index + "]";
  }
}
