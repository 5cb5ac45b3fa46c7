package io.upstream.metrics.vocabularies;

import io.upstream.metrics.label.OpenLabel;

/** Prints an open label for logs: its type and length, never the value. */
final class LabelDescription {

  private LabelDescription() {}

  static String describe(OpenLabel label) {
    String value = label.value();
    String type = label.getClass().getSimpleName();
    return type + (value == null ? "[null]" : "[" + value.length() + " chars]");
  }
}
