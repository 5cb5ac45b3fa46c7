package io.upstream.metrics.label;

import org.jspecify.annotations.Nullable;

/**
 * The product name of a database in lower case.
 *
 * @param value as the caller has it; the guard judges it
 */
@Budget(20)
@Grammar(Grammar.IDENTIFIER)
public record DbVendor(@Nullable String value) implements OpenLabel {

  /** A database whose product is not known yet; shown as {@code _UNKNOWN}. */
  public static final DbVendor UNKNOWN = new DbVendor(null);

  @Override
  public String toString() {
    return OpenLabel.describe(this);
  }
}
