package io.upstream.metrics.guard.detect;

import io.upstream.metrics.guard.detect.text.CheckDigits;
import io.upstream.metrics.guard.detect.text.NormalizedText;

/**
 * Finds a US national provider identifier: ten digits that start with 1 or 2 and whose check digit
 * is right, also with the card issuer's 80840 in front.
 */
final class NpiScanner {

  /** The addend to the Luhn sum by the prefix 80840 of every NPI. */
  private static final int PREFIX = 24;

  private NpiScanner() {}

  static boolean finds(NormalizedText text) {
    for (int token = 0; token < text.tokens(); token++) {
      if (text.isNumber(token, 10) || text.isNumber(token, 15)) {
        String digits = text.joined(token, token + 1);
        String provider = digits.substring(digits.length() - 10);
        boolean prefixed = digits.length() == 10 || digits.startsWith("80840");
        boolean first = provider.charAt(0) == '1' || provider.charAt(0) == '2';
        if (prefixed && first && CheckDigits.luhn(provider, PREFIX)) {
          return true;
        }
      }
    }
    return false;
  }
}
