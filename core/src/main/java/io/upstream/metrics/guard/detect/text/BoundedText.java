package io.upstream.metrics.guard.detect.text;

import org.jspecify.annotations.Nullable;

/**
 * The beginning of a value, which can be read a bounded number of times. An application's regular
 * expression reads it, so that no value and no expression can stop the thread that records.
 *
 * <p>{@link #toString} returns the whole beginning and is not counted; the caller must read it in
 * linear time.
 */
public final class BoundedText implements CharSequence {

  /** Thrown when the reads are used up; without a stack trace, since the caller catches it. */
  public static final class Exhausted extends RuntimeException {
    private Exhausted() {
      super("too many steps", null, false, false);
    }
  }

  private final String value;
  private final int length;
  private int reads;
  private @Nullable NormalizedText text;

  /** Creates a text of the first {@code most} characters of a value that allows so many reads. */
  public BoundedText(String value, int most, int reads) {
    this.value = value;
    this.length = Math.min(most, value.length());
    this.reads = reads;
  }

  /** Returns the same text with a new bound on reads. */
  public BoundedText allowReads(int more) {
    reads = more;
    return this;
  }

  /** Returns the text that the standard detectors read; the first of them creates it. */
  public NormalizedText text() {
    NormalizedText made = text;
    if (made == null) {
      made = NormalizedText.read(toString());
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
