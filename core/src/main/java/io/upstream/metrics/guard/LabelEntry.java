package io.upstream.metrics.guard;

import io.upstream.metrics.label.DetectorName;
import io.upstream.metrics.label.FoldReason;
import org.jspecify.annotations.Nullable;

/**
 * What a label value has become: a value that stands on the page, and the number by which series
 * find it.
 */
public final class LabelEntry {

  static final LabelEntry OVER_BUDGET = folded(0, "_OTHER", FoldReason.OVER_BUDGET);
  static final LabelEntry OVER_SHARE = folded(0, "_OTHER", FoldReason.SHARE);
  static final LabelEntry OVER_PAGE = folded(0, "_OTHER", FoldReason.PAGE_BUDGET);
  static final LabelEntry INVALID = folded(1, "_INVALID", FoldReason.INVALID);
  static final LabelEntry REDACTED = folded(2, "_REDACTED", FoldReason.REDACTED);
  static final LabelEntry UNKNOWN = folded(3, "_UNKNOWN", FoldReason.UNKNOWN);

  /** The entries that every label type has, by index. */
  static final LabelEntry[] RESERVED = {OVER_BUDGET, INVALID, REDACTED, UNKNOWN};

  private final int index;
  private final int hash;
  private final String value;
  private final byte[] text;
  private final @Nullable FoldReason reason;
  private final @Nullable DetectorName detector;
  private volatile Standing standing;
  private volatile @Nullable LabelEntry overShare;

  private LabelEntry(
      int index,
      String value,
      byte[] text,
      Standing standing,
      @Nullable FoldReason reason,
      @Nullable DetectorName detector) {
    this.index = index;
    this.hash = value.hashCode();
    this.value = value;
    this.text = text;
    this.standing = standing;
    this.reason = reason;
    this.detector = detector;
  }

  static LabelEntry folded(int index, String value, FoldReason reason) {
    return new LabelEntry(index, value, LabelText.encode(value), Standing.FOLDED, reason, null);
  }

  /** {@link #REDACTED}, for what one detector has caught. */
  static LabelEntry redacted(String detector) {
    return new LabelEntry(
        REDACTED.index,
        REDACTED.value,
        REDACTED.text,
        Standing.FOLDED,
        FoldReason.REDACTED,
        new DetectorName(detector));
  }

  static LabelEntry named(int index, String value, Standing standing) {
    return new LabelEntry(index, value, LabelText.encode(value), standing, null, null);
  }

  /** A small number, dense within a label type. */
  public int index() {
    return index;
  }

  /**
   * The number under which a customer's share is kept: who would be folded shares with the rest.
   */
  int owner() {
    return standing == Standing.BEYOND ? OVER_BUDGET.index : index;
  }

  /** The value on the page. */
  public String value() {
    return value;
  }

  /** Whether it is the entry of a value, given that one's hash: which tells most others apart. */
  boolean isFor(String other, int itsHash) {
    return hash == itsHash && value.equals(other);
  }

  /** The value as it is written, escaped and encoded; not to be changed. */
  public byte[] text() {
    return text;
  }

  /** Whether it stands for values that are not named. */
  public boolean isFolded() {
    return standing == Standing.FOLDED;
  }

  /**
   * What is counted each time the value is used: why it was folded, or in {@link Mode#OBSERVE} why
   * it would have been. Null for a value that is welcome.
   */
  public @Nullable FoldReason counted() {
    return reason == null && standing == Standing.BEYOND ? FoldReason.OVER_BUDGET : reason;
  }

  /** Which detector caught the value, where one did: it is counted each time, too. */
  public @Nullable DetectorName detector() {
    return detector;
  }

  /** On what ground it is named. */
  Standing standing() {
    return standing;
  }

  /** Names it on another ground. */
  void stand(Standing ground) {
    standing = ground;
  }

  /** The same series, counted as one over a customer's share. */
  LabelEntry observedOverShare() {
    LabelEntry twin = overShare;
    if (twin == null) {
      twin = new LabelEntry(index, value, text, Standing.BEYOND, FoldReason.SHARE, null);
      overShare = twin;
    }
    return twin;
  }

  /** Says which it is, not what it says. */
  @Override
  public String toString() {
    return isFolded() ? value : "LabelEntry[" + index + "]";
  }
}
