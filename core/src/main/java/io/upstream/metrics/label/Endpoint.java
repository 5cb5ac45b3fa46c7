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

  /** {@code {id}}, {@code {id:[0-9]+}}, {@code {*path}}, {@code <int:pk>}, {@code *}. */
  private static final String VARIABLE =
      "\\{[*]?[A-Za-z0-9_.-]+(?::[^{}/]*+(?:\\{[0-9,]*\\}[^{}/]*+)*)?\\}|<[A-Za-z0-9_:.-]+>|\\*{1,2}";

  /** Numbers that are no identifiers: X12 transaction sets, HTTP statuses, years and dates. */
  private static final String NUMBER =
      "27[0-8]|82[04]|83[457]|99[79]|4(?:0[0-9]|1[0-8]|2[0-9])|50[0-4]|20[0-9]{2}(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])?)?";

  private static final String SEGMENT =
      "(?:(?:" + NUMBER + ")(?=/|$)|(?![0-9]+(?:/|$))(?:[A-Za-z0-9._~$:-]|" + VARIABLE + ")++)";

  /**
   * A slash, or segments of plain characters and variables; none of digits only but known numbers.
   */
  static final String TEMPLATE = "/|(?:/" + SEGMENT + ")++/?";

  @Override
  public String toString() {
    return OpenLabel.describe(this);
  }
}
