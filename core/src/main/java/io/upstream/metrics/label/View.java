package io.upstream.metrics.label;

import org.jspecify.annotations.Nullable;

/**
 * The handler of a request: {@code ClaimController#list}, a route template or a dotted name.
 *
 * @param value as the caller has it; the guard judges it
 */
@Budget(200)
@Grammar(View.HANDLER)
public record View(@Nullable String value) implements OpenLabel {

  private static final String NAME = "[A-Za-z_$][\\w.$]*+";

  /** A type, a type and its method, or a route template. */
  static final String HANDLER = NAME + "(?:#" + NAME + ")?+|" + Endpoint.TEMPLATE;

  /** The view of every request that no route matched: a scanner of random paths is one series. */
  public static final View UNMATCHED = new View("_UNMATCHED");

  @Override
  public String toString() {
    return OpenLabel.describe(this);
  }
}
