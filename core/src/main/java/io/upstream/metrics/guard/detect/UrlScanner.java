package io.upstream.metrics.guard.detect;

import io.upstream.metrics.guard.detect.text.NormalizedText;

/**
 * Finds an address with a query: a question mark that a path comes before, or that a name and an
 * equals sign come after; and an address that carries a user's name and password.
 *
 * <p>Generics ({@code List<? extends Claim>}) and optional parts of a pattern have a question mark
 * too; neither goes on like a query.
 */
final class UrlScanner {

  private UrlScanner() {}

  static boolean finds(NormalizedText text) {
    return text.has('?') && findsQuery(text);
  }

  static boolean findsQuery(NormalizedText text) {
    boolean path = false;
    int nameFrom = -1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.at(i);
      if (Character.isWhitespace(c)) {
        path = false;
        nameFrom = -1;
      } else if (c == '/') {
        path = true;
        nameFrom = -1;
      } else if (c == '?') {
        if (path && isName(text, i + 1)) {
          return true;
        }
        nameFrom = i + 1;
      } else if (c == '=' && nameFrom >= 0 && i > nameFrom) {
        return true;
      } else if (!isName(text, i)) {
        nameFrom = -1;
      }
    }
    return false;
  }

  private static boolean isName(NormalizedText text, int at) {
    char c = text.at(at);
    return text.isLetterOrDigit(at) || (c != '\0' && "_.-~%[]$&".indexOf(c) >= 0);
  }
}
