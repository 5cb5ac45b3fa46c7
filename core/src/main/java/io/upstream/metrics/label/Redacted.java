package io.upstream.metrics.label;

/** Prints an open label for logs: its type and length, never the value. */
final class Redacted {

  private Redacted() {}

  static String describe(OpenLabel label) {
    String value = label.value();
    String type = label.getClass().getSimpleName();
    return value == null ? type + "[null]" : type + "[" + value.length() + " chars]";
  }
}
