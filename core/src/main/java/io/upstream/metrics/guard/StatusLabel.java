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
  private final LabelEntry invalid = LabelEntry.folded(COUNT, "_INVALID", FoldReason.INVALID);

  private StatusLabel() {
    for (int i = 0; i < COUNT; i++) {
      entries[i] = LabelEntry.named(i, Integer.toString(HttpStatus.MIN + i), Standing.FREE);
    }
    entries[COUNT] = invalid;
  }

  @Override
  public String name() {
    return "http_status";
  }

  /** The entry of a status code. */
  public LabelEntry resolve(int code) {
    return code < HttpStatus.MIN || code > HttpStatus.MAX
        ? invalid
        : entries[code - HttpStatus.MIN];
  }

  @Override
  public LabelEntry resolve(@Nullable Object value) {
    return value instanceof HttpStatus status ? resolve(status.code()) : invalid;
  }

  /** A status is nobody's: its owner does not matter. */
  @Override
  public LabelEntry resolve(@Nullable Object value, LabelEntry owner) {
    return resolve(value);
  }

  @Override
  public HeldLabel hold(@Nullable Object value, @Nullable LabelEntry owner) {
    return new HeldLabel(this, resolve(value), null);
  }

  @Override
  public LabelEntry again(String value, @Nullable LabelEntry owner) {
    throw new IllegalArgumentException("a status does not change");
  }

  @Override
  public LabelEntry entry(int index) {
    return entries[index];
  }

  /** The statuses are few, and what a service answers matters most when its page is full. */
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
