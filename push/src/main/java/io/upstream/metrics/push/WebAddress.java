package io.upstream.metrics.push;

import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses the addresses and headers of an operator, with messages for malformed ones. */
final class WebAddress {

  private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e]*");

  private WebAddress() {}

  /**
   * Returns the address of a web server; null for anything else, and for one with a password in it.
   */
  static @Nullable URI parsed(String address) {
    try {
      URI uri = URI.create(address);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return web && uri.getHost() != null && uri.getUserInfo() == null ? uri : null;
    } catch (IllegalArgumentException e) {
      return null; // the exception is dropped, because its message may contain the password
    }
  }

  /** Returns the exception about an invalid address. */
  static IllegalArgumentException refused(String what, String address, String expected) {
    return new IllegalArgumentException(
        what
            + " "
            + withoutUser(address)
            + ": expected "
            + expected
            + (address.indexOf('@') < 0 ? "" : ", and no name and password in it"));
  }

  private static String withoutUser(String address) {
    int scheme = address.indexOf("://");
    int start = scheme < 0 ? 0 : scheme + 3;
    int at = address.lastIndexOf('@');
    return at < start ? address : address.substring(0, start) + "..." + address.substring(at);
  }

  /**
   * Returns a value for a header without surrounding space: it is often a secret from a file that
   * ends with a line break.
   *
   * @throws IllegalArgumentException if the value is not printable ASCII; unlike the HTTP client's
   *     own message, this one does not contain the value
   */
  static String header(String name, String value) {
    String plain = value.strip();
    if (!HEADER_VALUE.matcher(plain).matches()) {
      throw new IllegalArgumentException(
          name + ": expected printable ASCII in one line; one of " + plain.length() + " is not");
    }
    return plain;
  }
}
