package io.upstream.metrics.guard;

import org.jspecify.annotations.Nullable;

/**
 * A label value as a handle keeps it: enough to ask again when a budget has changed, and nothing of
 * what the screen has caught.
 *
 * <p>A value that is named is kept as it is named, one that was only one too many as it would be.
 * What was malformed or looked like personal data is so whatever the budget, so of that only the
 * answer is kept.
 */
public final class HeldLabel {

  private final KeyedLabel label;
  private final LabelEntry found;
  private final @Nullable String value;

  /**
   * A value to keep.
   *
   * @param found what it has become
   * @param value what to ask again with; null where the answer cannot change
   */
  HeldLabel(KeyedLabel label, LabelEntry found, @Nullable String value) {
    this.label = label;
    this.found = found;
    this.value = value;
  }

  /** What the value is now, for the customer that brings it where one does. */
  public LabelEntry resolve(@Nullable LabelEntry owner) {
    return value == null ? found : label.again(value, owner);
  }

  /** Whether the answer may become another one. */
  public boolean isOpen() {
    return value != null;
  }
}
