package io.upstream.metrics.label;

import org.jspecify.annotations.Nullable;

/**
 * A label whose values are known at run time only; a record of one string implements it.
 *
 * <pre>{@code
 * @Budget(30)
 * record Region(@Nullable String value) implements OpenLabel {}
 * }</pre>
 *
 * <p>The record takes anything, null too: a null label and a label with a null value stand for
 * "there is none", are shown as {@code _UNKNOWN} and count as no mistake. The recorder's guard
 * decides which value is named on the page and which is folded into a reserved one. There is one
 * guard for each label type, shared by all families. {@link Budget} and {@link Grammar} tell it
 * what to expect.
 *
 * <p>Public static final fields of the record's own type are its constants: they are always
 * admitted and do not spend the budget. A type that has some is what the documentation calls
 * extensible.
 */
public interface OpenLabel {

  /** Returns the value as the caller gave it. */
  @Nullable String value();

  /**
   * Returns the type and the length of a label's value and never the value, which may be personal
   * data. A label that a log may print returns it from {@code toString}.
   */
  static String describe(OpenLabel label) {
    String value = label.value();
    String type = label.getClass().getSimpleName();
    return value == null ? type + "[null]" : type + "[" + value.length() + " chars]";
  }
}
