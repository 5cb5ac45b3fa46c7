package io.upstream.metrics.guard;

import io.upstream.metrics.label.FoldReason;
import org.jspecify.annotations.Nullable;

/** A label whose values get numbers as they come: an open one, or a status. */
public interface KeyedLabel {

  /** The label type in snake case. */
  String name();

  /** What a value has become; the value is an instance of the label's type, or null. */
  LabelEntry resolveAny(@Nullable Object value, @Nullable LabelEntry owner);

  /** What a text has become, of whatever form; null where a caller has no value. */
  LabelEntry resolveRaw(@Nullable String raw, @Nullable LabelEntry owner);

  /**
   * Returns the entry of a value that is named, for who only reads: nothing is named, counted or
   * screened. Null for any other value; what a caller does not have is named.
   */
  @Nullable LabelEntry known(@Nullable Object value);

  /** What a value has become whose entry has left: its next life, or a folded entry. */
  default LabelEntry again(LabelEntry left, @Nullable LabelEntry owner) {
    return left.hasLeft() ? resolveRaw(left.value(), owner) : left;
  }

  /** A value as a handle may keep it. */
  RetainedLabel retain(@Nullable Object value);

  /** The entry with an index that was given out. */
  LabelEntry entry(int index);

  /** What a value becomes when the page has no line left for another series. */
  LabelEntry overPage(LabelEntry entry);

  /** What would not have been folded for a reason: a message's end, without any value in it. */
  String expected(FoldReason reason);

  /** Whether its values come from sets that are bounded elsewhere. */
  boolean isUnlimited();
}
