package io.upstream.metrics.vocabularies.otel;

/** The forms of label values in OpenTelemetry's conventions. */
final class OtelGrammar {

  private static final String SEGMENT =
      "(?:\\{[A-Za-z0-9_.-]+\\}|\\*{1,2}|(?![0-9]+(?:/|$))[A-Za-z0-9._~-]+)";

  /** A slash, or segments of plain characters, {@code {name}} or {@code *}; none of digits only. */
  static final String ROUTE = "/|(?:/" + SEGMENT + ")++/?";

  /** A class name, or a status. */
  static final String ERROR = "[A-Za-z_$][\\w.$]{0,127}|[1-5][0-9]{2}";

  /** Words in capital letters. */
  static final String OPERATION = "[A-Z]+(?: [A-Z]+)?";

  private OtelGrammar() {}
}
