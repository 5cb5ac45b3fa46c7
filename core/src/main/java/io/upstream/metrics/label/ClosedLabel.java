package io.upstream.metrics.label;

import java.util.Locale;

/**
 * A label whose values are all known when the program is compiled; an enum implements it.
 *
 * <pre>{@code
 * enum Tier implements ClosedLabel { FREE, PAID }   // tier="free", tier="paid"
 * }</pre>
 *
 * <p>Only enums may implement it: a family that meets another implementation among its labels is
 * refused when it is declared.
 */
public interface ClosedLabel {

  /** Returns the text on the page; by default the constant's name in lower case. */
  default String wireValue() {
    return ((Enum<?>) this).name().toLowerCase(Locale.ROOT);
  }
}
