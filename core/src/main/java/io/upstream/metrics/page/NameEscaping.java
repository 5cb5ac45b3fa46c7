package io.upstream.metrics.page;

import org.jspecify.annotations.Nullable;

/**
 * The ways to write names of third-party families and of their labels that hold characters beyond
 * letters, digits, {@code _} and {@code :}. A scraper asks for one with the parameter {@code
 * escaping} in its {@code Accept} header.
 *
 * <p>The names of this library's families, and of those that an application declares with it, never
 * hold such characters and are written as they are.
 */
public enum NameEscaping {
  /** Each such character becomes {@code _}. */
  UNDERSCORES("underscores", "UNDERSCORE_ESCAPING"),
  /** A dot becomes {@code _dot_}, {@code _} becomes {@code __}. */
  DOTS("dots", "DOTS_ESCAPING"),
  /** A name begins with {@code U__}, and such a character becomes its code point. */
  VALUES("values", "VALUE_ENCODING_ESCAPING"),
  /** Names are written as they are, in quotes where the format needs them. */
  ALLOW_UTF_8("allow-utf-8", "ALLOW_UTF8");

  private final String parameter;
  private final String clientName;

  NameEscaping(String parameter, String clientName) {
    this.parameter = parameter;
    this.clientName = clientName;
  }

  /** Returns the escaping that a parameter of {@code Accept} asks for; null if it is not known. */
  public static @Nullable NameEscaping of(@Nullable String parameter) {
    for (NameEscaping each : values()) {
      if (each.parameter.equalsIgnoreCase(parameter)) {
        return each;
      }
    }
    return null;
  }

  String parameter() {
    return parameter;
  }

  /** Returns the name of client_java's constant. */
  String clientName() {
    return clientName;
  }
}
