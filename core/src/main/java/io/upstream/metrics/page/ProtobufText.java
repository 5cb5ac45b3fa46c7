package io.upstream.metrics.page;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Builds the fields of a protobuf message. */
final class ProtobufText extends TextBuilder {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int LENGTH = 2;
  private static final int LONGEST_VARINT = 10;

  void number(int field, long value) {
    varint(field << 3 | VARINT);
    varint(value);
  }

  void number(int field, double value) {
    varint(field << 3 | FIXED_64);
    reserve(Long.BYTES);
    LONGS.set(bytes, used, Double.doubleToRawLongBits(value));
    used += Long.BYTES;
  }

  void signed(int field, long value) {
    varint(field << 3 | VARINT);
    signed(value);
  }

  /** Writes a number that may be negative, without a field. */
  void signed(long value) {
    varint(value << 1 ^ value >> 63);
  }

  void text(int field, String value) {
    byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
    beginMessage(field, encoded.length);
    append(encoded);
  }

  void message(int field, TextBuilder message) {
    beginMessage(field, message.used);
    append(message);
  }

  /** Writes the beginning of a message of so many bytes, which the caller writes next. */
  void beginMessage(int field, int length) {
    varint(field << 3 | LENGTH);
    varint(length);
  }

  /** Returns the number of bytes that a nested message needs beside its content. */
  static int beginLength(int length) {
    return 1 + (38 - Integer.numberOfLeadingZeros(length | 1)) / 7;
  }

  void varint(long value) {
    reserve(LONGEST_VARINT);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[used++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[used++] = (byte) rest;
  }
}
