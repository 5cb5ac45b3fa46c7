package io.upstream.metrics.guard;

import io.upstream.metrics.label.FoldReason;
import org.jspecify.annotations.Nullable;

/**
 * A label value as a handle keeps it. It can be resolved again when a budget has changed.
 *
 * <p>Of a value that was malformed or looked like personal data, only the answer is kept: no budget
 * changes it.
 */
public final class RetainedLabel {

  private final KeyedLabel label;
  private final @Nullable LabelEntry answer;
  private final @Nullable String value;

  /**
   * Creates a retained label.
   *
   * @param answer the entry, if it cannot change; otherwise null
   * @param value the value to resolve again, if the entry can change; otherwise null
   */
  RetainedLabel(KeyedLabel label, @Nullable LabelEntry answer, @Nullable String value) {
    this.label = label;
    this.answer = answer;
    this.value = value;
  }

  /** Returns the current entry of the value, for the owner of the event, if there is one. */
  public LabelEntry resolve(@Nullable LabelEntry owner) {
    return answer != null ? answer : label.resolveRaw(value, owner);
  }

  /**
   * Returns the current entry of the value; names nothing.
   *
   * @return null if {@link #resolve} would name the value
   */
  public @Nullable LabelEntry peek(@Nullable LabelEntry owner) {
    return answer != null ? answer : label.peekRaw(value, owner);
  }

  /** Returns why the value is folded independently of the budget; null if it is not. */
  public @Nullable FoldReason refusal() {
    return answer == null ? null : answer.foldReason();
  }

  /** Returns whether the answer may become another one. */
  public boolean isOpen() {
    return value != null;
  }
}
