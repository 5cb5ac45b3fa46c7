package io.upstream.metrics.guard.detect;

/**
 * Finds an IPv4 address, also as cloud hosts are named after it ({@code ip-10-24-3-117}), and hands
 * what has colons to {@link Ipv6Scanner}.
 *
 * <p>Four numbers with a v in front, with more numbers around them or with letters behind are a
 * version. A version of exactly four small numbers cannot be told from an address and counts as
 * one.
 */
final class IpScanner {

  private IpScanner() {}

  static boolean finds(CharSequence text) {
    return DigitRuns.any(text, IpScanner::isAddress) || Ipv6Scanner.finds(text);
  }

  private static boolean isAddress(CharSequence text, int start, int length) {
    char separator = Chars.at(text, start + length);
    if (separator == '.') {
      boolean version = (Chars.at(text, start - 1) | 32) == 'v' || isDigitThen(text, start, '.');
      return !version && isOctets(text, start, '.');
    }
    return separator == '-'
        && Chars.at(text, start - 1) == '-'
        && (Chars.at(text, start - 2) | 32) == 'p'
        && (Chars.at(text, start - 3) | 32) == 'i'
        && isOctets(text, start, '-');
  }

  private static boolean isDigitThen(CharSequence text, int start, char separator) {
    return Chars.at(text, start - 1) == separator && Chars.isDigit(Chars.at(text, start - 2));
  }

  private static boolean isOctets(CharSequence text, int start, char separator) {
    int at = start;
    for (int octet = 0; octet < 4; octet++) {
      if (octet > 0 && Chars.at(text, at++) != separator) {
        return false;
      }
      int digits = Chars.digits(text, at, 3);
      boolean padded = digits > 1 && Chars.digit(text.charAt(at)) == 0;
      if (digits == 0 || digits > 3 || padded || Chars.number(text, at, digits) > 255) {
        return false;
      }
      at += digits;
    }
    boolean goesOn = Chars.at(text, at) == separator && Chars.isDigit(Chars.at(text, at + 1));
    return !goesOn && !Character.isLetter(Chars.at(text, at));
  }
}
