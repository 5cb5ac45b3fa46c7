package io.upstream.metrics.guard;

import io.upstream.metrics.label.FoldReason;
import org.jspecify.annotations.Nullable;

/**
 * What a label value has become: a value that stands on the page, and the number by which series
 * find it.
 */
public final class LabelEntry {

  /** Over budget. */
  public static final LabelEntry OVER_BUDGET = new LabelEntry(0, "_OTHER", FoldReason.OVER_BUDGET);

  /** More values than one customer's share; the same line on the page as over budget. */
  public static final LabelEntry OVER_SHARE = new LabelEntry(0, "_OTHER", FoldReason.SHARE);

  /** No line left on the page; the same line as over budget. */
  public static final LabelEntry OVER_PAGE = new LabelEntry(0, "_OTHER", FoldReason.PAGE_BUDGET);

  /** Malformed. */
  public static final LabelEntry INVALID = new LabelEntry(1, "_INVALID", FoldReason.INVALID);

  /** Looked like personal data. */
  public static final LabelEntry REDACTED = new LabelEntry(2, "_REDACTED", FoldReason.REDACTED);

  /** Null or blank. */
  public static final LabelEntry UNKNOWN = new LabelEntry(3, "_UNKNOWN", FoldReason.UNKNOWN);

  /** The entries that every label type has, by index. */
  static final LabelEntry[] RESERVED = {OVER_BUDGET, INVALID, REDACTED, UNKNOWN};

  private final int index;
  private final String value;
  private final byte[] text;
  private final @Nullable FoldReason counted;

  LabelEntry(int index, String value, @Nullable FoldReason counted) {
    this.index = index;
    this.value = value;
    this.text = LabelText.encode(value);
    this.counted = counted;
  }

  /** A small number, dense within a label type. */
  public int index() {
    return index;
  }

  /** The value on the page. */
  public String value() {
    return value;
  }

  /** The value as it is written, escaped and encoded; not to be changed. */
  @SuppressWarnings("EI_EXPOSE_REP")
  public byte[] text() {
    return text;
  }

  /**
   * What is counted each time the value is used: why it was folded, or in {@link Mode#OBSERVE} why
   * it would have been. Null for a value that is welcome.
   */
  public @Nullable FoldReason counted() {
    return counted;
  }

  /** Whether it stands for values that are not named. */
  public boolean isFolded() {
    return counted != null && value.charAt(0) == '_';
  }

  @Override
  public String toString() {
    return isFolded() ? value : "LabelEntry[" + index + "]";
  }
}
