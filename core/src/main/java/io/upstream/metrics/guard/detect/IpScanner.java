package io.upstream.metrics.guard.detect;

import io.upstream.metrics.guard.detect.text.NormalizedText;
import io.upstream.metrics.guard.detect.text.WordSet;

/**
 * Finds an IPv4 address, also in a host name ({@code ip-10-24-3-117}, {@code ec2-203-0-113-7}), and
 * passes text with colons to {@link Ipv6Scanner}.
 *
 * <p>Four numbers with a v in front, with more numbers around them or with letters behind may be a
 * version: they count when two of them have three digits. A version of exactly four small numbers
 * between dots cannot be told from an address and counts as one. Between hyphens and underscores
 * four numbers are an address behind a word for a host, or when two of them have three digits.
 */
final class IpScanner {

  private static final WordSet HOSTS =
      WordSet.of("ip ipv addr address host hostname client node ec compute peer remote source src");

  private IpScanner() {}

  static boolean finds(NormalizedText text) {
    for (int token = 0; token < text.tokens(); token++) {
      if (text.isNumber(token) && isAddress(text, token)) {
        return true;
      }
    }
    return Ipv6Scanner.finds(text);
  }

  private static boolean isAddress(NormalizedText text, int token) {
    char separator = text.at(text.end(token));
    if (separator != '.' && separator != '-' && separator != '_') {
      return false;
    }
    int large = 0;
    for (int octet = token; octet < token + 7; octet += 2) {
      boolean joined = octet == token || isSeparator(text, octet - 1, separator);
      int number = text.size(octet) <= 3 ? text.number(octet) : -1;
      boolean padded = text.size(octet) > 1 && text.at(text.start(octet)) == '0';
      if (!joined || number < 0 || number > 255 || padded) {
        return false;
      }
      large += text.size(octet) == 3 ? 1 : 0;
    }
    boolean inside =
        (isSeparator(text, token - 1, separator)
                && text.isNumber(token - 2)
                && !isHost(text, token - 2))
            || (isSeparator(text, token + 7, separator) && text.isNumber(token + 8));
    if (inside) {
      return false;
    }
    boolean strong = large >= 2;
    if (separator == '.') {
      boolean version = text.isWord(token - 1, "v") || text.isWord(token + 7);
      return strong || !version;
    }
    return strong || isHost(text, token - 1) || isHost(text, token - 2);
  }

  private static boolean isSeparator(NormalizedText text, int token, char separator) {
    return text.size(token) == 1 && text.isMark(token) && text.at(text.start(token)) == separator;
  }

  /** Returns whether a token is a word for a host, or the number at its end as in ec2. */
  private static boolean isHost(NormalizedText text, int token) {
    return text.isWord(token, HOSTS)
        || (text.isNumber(token) && text.size(token) == 1 && text.isWord(token - 1, HOSTS));
  }
}
