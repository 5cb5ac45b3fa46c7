package io.upstream.metrics.guard;

import io.upstream.metrics.label.FoldReason;
import io.upstream.metrics.label.HttpStatus;
import org.jspecify.annotations.Nullable;

/** The statuses: as many entries as there are numbers, made once for all recorders. */
public final class StatusLabel implements KeyedLabel {

  /** The only one. */
  public static final StatusLabel INSTANCE = new StatusLabel();

  private static final int COUNT = HttpStatus.MAX - HttpStatus.MIN + 1;

  private final LabelEntry[] entries = new LabelEntry[COUNT + 1];
  private final LabelEntry invalid = LabelEntry.folded(COUNT, "_INVALID", FoldReason.INVALID, 0);

  private StatusLabel() {
    for (int i = 0; i < COUNT; i++) {
      entries[i] = LabelEntry.named(i, Integer.toString(HttpStatus.MIN + i));
    }
    entries[COUNT] = invalid;
  }

  @Override
  public String name() {
    return "http_status";
  }

  /** Returns the entry of a status code. */
  public LabelEntry resolve(int code) {
    return code < HttpStatus.MIN || code > HttpStatus.MAX
        ? invalid
        : entries[code - HttpStatus.MIN];
  }

  @Override
  public LabelEntry resolveAny(@Nullable Object value, @Nullable LabelEntry owner) {
    return value instanceof HttpStatus status ? resolve(status.code()) : invalid;
  }

  @Override
  public @Nullable LabelEntry known(@Nullable Object value) {
    LabelEntry entry = resolveAny(value, null);
    return entry == invalid ? null : entry;
  }

  @Override
  public LabelEntry resolveRaw(@Nullable String raw, @Nullable LabelEntry owner) {
    throw new IllegalArgumentException("a status is a number");
  }

  @Override
  public LabelEntry peekAny(@Nullable Object value, @Nullable LabelEntry owner) {
    return resolveAny(value, owner);
  }

  @Override
  public LabelEntry peekRaw(@Nullable String raw, @Nullable LabelEntry owner) {
    return resolveRaw(raw, owner);
  }

  @Override
  public RetainedLabel retain(@Nullable Object value) {
    return new RetainedLabel(this, resolveAny(value, null), null);
  }

  @Override
  public LabelEntry entry(int index) {
    return entries[index];
  }

  /**
   * Returns the entry itself: there are few statuses, and they matter most when the page is full.
   */
  @Override
  public LabelEntry overPage(LabelEntry entry) {
    return entry;
  }

  @Override
  public String expected(FoldReason reason) {
    return "a status from " + HttpStatus.MIN + " to " + HttpStatus.MAX;
  }

  @Override
  public boolean isUnlimited() {
    return true;
  }
}
