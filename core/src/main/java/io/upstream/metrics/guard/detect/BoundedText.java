package io.upstream.metrics.guard.detect;

import org.jspecify.annotations.Nullable;

/**
 * The beginning of a value, readable a bounded number of times: what an application's regular
 * expression is given, so that no value and no expression can hold up the thread that records.
 *
 * <p>{@link #toString} hands the beginning out whole, beyond the count; whoever asks for it has to
 * be linear by himself.
 */
public final class BoundedText implements CharSequence {

  /** Thrown when the reads are used up; without a stack, since it is caught next door. */
  public static final class Exhausted extends RuntimeException {
    private Exhausted() {
      super("too many steps", null, false, false);
    }
  }

  private final String value;
  private final int length;
  private int reads;
  private @Nullable Text text;

  /** The first {@code most} characters of a value, for so many reads. */
  public BoundedText(String value, int most, int reads) {
    this.value = value;
    this.length = Math.min(most, value.length());
    this.reads = reads;
  }

  /** The same text, unread. */
  public BoundedText again(int more) {
    reads = more;
    return this;
  }

  /** Returns the text that the standard detectors read; the first of them creates it. */
  Text text() {
    Text made = text;
    if (made == null) {
      made = Text.read(toString());
      text = made;
    }
    return made;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public char charAt(int index) {
    if (--reads < 0) {
      throw new Exhausted();
    }
    if (index >= length) {
      throw new StringIndexOutOfBoundsException(index);
    }
    return value.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return toString().subSequence(start, end);
  }

  @Override
  public String toString() {
    return value.substring(0, length);
  }
}
