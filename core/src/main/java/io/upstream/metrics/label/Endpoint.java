package io.upstream.metrics.label;

import org.jspecify.annotations.Nullable;

/**
 * A route template such as {@code /claims/{id}}, never the path of a request.
 *
 * @param value as the caller has it; the guard judges it
 */
@Budget(200)
@Grammar(Endpoint.TEMPLATE)
public record Endpoint(@Nullable String value) implements OpenLabel {

  private static final String SEGMENT =
      "(?:\\{[A-Za-z0-9_.-]+\\}|\\*{1,2}|(?![0-9]+(?:/|$))[A-Za-z0-9._~-]+)";

  /** A slash, or segments of plain characters, {@code {name}} or {@code *}; none of digits only. */
  static final String TEMPLATE = "/|(?:/" + SEGMENT + ")++/?";

  @Override
  public String toString() {
    return Redacted.describe(this);
  }
}
