package io.upstream.metrics.page;

import java.util.Arrays;

/** Builds a sequence of bytes in an array that grows when needed. */
public class TextBuilder {

  byte[] bytes;
  int used;

  TextBuilder() {
    this(256);
  }

  TextBuilder(int size) {
    bytes = new byte[size];
  }

  final void clear() {
    used = 0;
  }

  final void append(byte[] text) {
    append(text, 0, text.length);
  }

  final void append(TextBuilder text) {
    append(text.bytes, 0, text.used);
  }

  final void append(byte[] text, int from, int length) {
    reserve(length);
    System.arraycopy(text, from, bytes, used, length);
    used += length;
  }

  /** Makes sure that so many bytes can be put without looking. */
  final void reserve(int length) {
    if (bytes.length - used < length) {
      grow(length);
    }
  }

  private void grow(int length) {
    bytes = Arrays.copyOf(bytes, Math.max(used + length, bytes.length * 2));
  }
}
