package io.upstream.metrics.label;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The form of the values of an {@link OpenLabel}; a value of another form is shown as {@code
 * _INVALID}.
 *
 * <p>The expression is matched against the whole value. Only values of at most 128 bytes are
 * matched, so that a caller cannot make an inefficient expression run for long.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Grammar {

  /**
   * The form of a type without the annotation: a plain name, a code ({@code 835}, {@code CO-45}), a
   * version ({@code 1.2.3+4}) or the name of a class, but not six or more digits alone.
   */
  String NAME = "(?![0-9]{6,}+$)[A-Za-z0-9$][A-Za-z0-9_.:/+$-]{0,63}";

  /** A table, an entity or a product: letters, digits and a few signs. */
  String IDENTIFIER = "[A-Za-z_][\\w.$-]{0,63}";

  /** Any text that is short and has no control characters. */
  String ANY = "(?s).*";

  /** Returns the regular expression, in the syntax of {@link java.util.regex.Pattern}. */
  String value();
}
