package io.upstream.metrics.guard;

import io.upstream.metrics.label.FoldReason;
import org.jspecify.annotations.Nullable;

/** A label whose values get their numbers as they come: an open one, or a status. */
public interface KeyedLabel {

  /** The label type in snake case. */
  String name();

  /** What a value has become; the value is an instance of the label's type, or null. */
  LabelEntry resolve(@Nullable Object value);

  /** What a value that a customer brought has become. */
  LabelEntry resolve(@Nullable Object value, LabelEntry owner);

  /** A value as a handle may keep it. */
  HeldLabel hold(@Nullable Object value, @Nullable LabelEntry owner);

  /** What a value that was held has become by now. */
  LabelEntry again(String value, @Nullable LabelEntry owner);

  /** The entry with an index that {@link #resolve} gave out. */
  LabelEntry entry(int index);

  /** What a value becomes when the page has no line left for another series. */
  LabelEntry overPage(LabelEntry entry);

  /** What would not have been folded for a reason: a message's end, without any value in it. */
  String expected(FoldReason reason);

  /** Whether its values come from sets that are bounded elsewhere. */
  boolean isUnlimited();
}
