package io.upstream.metrics.guard.detect;

import io.upstream.metrics.guard.detect.text.NormalizedText;

/**
 * Finds an IPv6 address among what is separated by colons: eight groups of hexadecimal digits, or
 * fewer around one {@code ::}.
 *
 * <p>Identifiers have colons too. So a shortened address needs a figure in it and either three
 * groups, a first group of four, or to start with the {@code ::}; six pairs (a hardware address)
 * and times of day are no address.
 */
final class Ipv6Scanner {

  private Ipv6Scanner() {}

  static boolean finds(NormalizedText text) {
    return text.has(':') && findsAddress(text);
  }

  static boolean findsAddress(NormalizedText text) {
    int i = 0;
    while (i < text.length()) {
      if (!isPart(text, i)) {
        i++;
        continue;
      }
      int start = i;
      while (isPart(text, i)) {
        i++;
      }
      if (!text.isLetterOrDigit(i) && isAddress(text, firstWhole(text, start, i), i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPart(NormalizedText text, int at) {
    return text.at(at) == ':' || text.isHex(at);
  }

  /**
   * Returns the index after the characters that belong to a word or a name in front, such as the
   * {@code e:} of {@code rate:fe80::1}.
   */
  private static int firstWhole(NormalizedText text, int start, int end) {
    int from = start;
    if (text.isLetterOrDigit(start - 1)) {
      while (from < end && text.at(from) != ':') {
        from++;
      }
    }
    boolean single = text.at(from) == ':' && text.at(from + 1) != ':';
    return single ? from + 1 : from;
  }

  private static boolean isAddress(NormalizedText text, int from, int to) {
    int groups = 0;
    int gaps = 0;
    int first = 0;
    boolean figure = false;
    int i = from;
    while (i < to) {
      if (text.at(i) == ':') {
        boolean gap = text.at(i + 1) == ':';
        if (!gap && (groups == 0 || i + 1 == to)) {
          return false;
        }
        gaps += gap ? 1 : 0;
        i += gap ? 2 : 1;
        continue;
      }
      int start = i;
      while (i < to && text.at(i) != ':') {
        figure |= text.at(i) <= '9';
        i++;
      }
      if (i - start > 4) {
        return false;
      }
      first = groups == 0 && gaps == 0 ? i - start : first;
      groups++;
    }
    if (gaps == 0) {
      return groups == 8;
    }
    boolean shaped = groups >= 3 || first == 4 || (first == 0 && groups > 0);
    return gaps == 1 && groups <= 7 && figure && shaped;
  }
}
