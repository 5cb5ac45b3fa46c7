package io.upstream.metrics.guard;

import io.upstream.metrics.label.FoldReason;
import org.jspecify.annotations.Nullable;

/** A label whose values get numbers as they come: an open one, or a status. */
public interface KeyedLabel {

  /** Returns the label type in snake case. */
  String name();

  /** Returns the entry of a value, which is an instance of the label's type, or null. */
  LabelEntry resolveAny(@Nullable Object value, @Nullable LabelEntry owner);

  /** Returns the entry of a text of any form; the text is null if a caller has no value. */
  LabelEntry resolveRaw(@Nullable String raw, @Nullable LabelEntry owner);

  /**
   * Returns the entry of a value, which is an instance of the label's type, or null. Names nothing.
   *
   * @return null for a value that {@link #resolveAny} would name
   */
  @Nullable LabelEntry peekAny(@Nullable Object value, @Nullable LabelEntry owner);

  /**
   * Returns the entry of a text of any form. Names nothing.
   *
   * @return null for a text that {@link #resolveRaw} would name
   */
  @Nullable LabelEntry peekRaw(@Nullable String raw, @Nullable LabelEntry owner);

  /**
   * Returns the entry of a named value, for a reader: nothing is named, counted or screened. Null
   * for a value that is not named; a null value has a named entry.
   */
  @Nullable LabelEntry known(@Nullable Object value);

  /** Returns the current entry of a value whose entry has left: a new one or a folded one. */
  default LabelEntry currentEntry(LabelEntry left, @Nullable LabelEntry owner) {
    return left.hasLeft() ? resolveRaw(left.value(), owner) : left;
  }

  /** Returns a value in a form that a handle may retain. */
  RetainedLabel retain(@Nullable Object value);

  /** Returns the entry with an index that is in use. */
  LabelEntry entry(int index);

  /** Returns the entry that a value gets when the page has no line left for another series. */
  LabelEntry overPage(LabelEntry entry);

  /**
   * Returns what would not have been folded for a reason: the end of a message, without any value.
   */
  String expected(FoldReason reason);

  /** Returns whether its values come from sets that are bounded elsewhere. */
  boolean isUnlimited();
}
