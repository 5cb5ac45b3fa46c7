package io.upstream.metrics.label;

/** How an open label prints itself: a log line may hold its type and length, never the value. */
final class Redacted {

  private Redacted() {}

  static String describe(OpenLabel label) {
    String value = label.value();
    String type = label.getClass().getSimpleName();
    return value == null ? type + "[null]" : type + "[" + value.length() + " chars]";
  }
}
