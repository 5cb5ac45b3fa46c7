package io.upstream.metrics.guard.detect;

import io.upstream.metrics.guard.detect.text.Context;
import io.upstream.metrics.guard.detect.text.NormalizedText;
import io.upstream.metrics.guard.detect.text.WordSet;

/**
 * Finds a place smaller than a state: a pair of coordinates, a street with a house's number, a post
 * office box, and a postal code beside a word for one or behind a state.
 */
final class LocationScanner {

  private static final WordSet STREETS =
      WordSet.of(
          """
          street st avenue ave av road rd boulevard blvd drive dr lane ln court ct terrace ter place
          pl highway hwy parkway pkwy circle cir square sq trail trl strasse str rue platz
          """);

  private static final WordSet COORDINATES = WordSet.of("lat lon lng long latitude longitude geo");

  private static final WordSet POSTAL = WordSet.of("zip zipcode postal postcode postalcode plz");

  private static final WordSet STATES =
      WordSet.of(
          """
          al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm
          ny nc nd oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy dc pr
          """);

  private LocationScanner() {}

  static boolean finds(NormalizedText text) {
    for (int token = 0; token < text.tokens(); token++) {
      boolean found =
          text.isNumber(token)
              ? isStreet(text, token) || isCoordinate(text, token)
              : text.isWord(token) && isNamed(text, token);
      if (found) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns whether a street address begins: a number, one to three words, a word for a street,
   * with the same kind of mark between them.
   */
  private static boolean isStreet(NormalizedText text, int token) {
    if (text.size(token) > 5 || !text.startsRun(token)) {
      return false;
    }
    int next = token + 1;
    if (text.isWord(next, "th") || text.isWord(next, "nd") || text.isWord(next, "rd")) {
      next++;
    }
    for (int words = 0; words <= 3 && text.isMark(next, " -_."); words++) {
      int word = next + 1;
      boolean number = text.isNumber(word) && text.size(word) <= 3;
      if (text.isWord(word, STREETS)) {
        return words > 0 && !text.isWord(word + 1) && !text.isNumber(word + 1);
      }
      if (!text.isWord(word) && !number) {
        return false;
      }
      next = number && text.isWord(word + 1) ? word + 2 : word + 1;
    }
    return false;
  }

  /**
   * Returns whether a coordinate begins here: degrees with at least three decimals, either after a
   * word for coordinates or before degrees with at least four decimals.
   */
  private static boolean isCoordinate(NormalizedText text, int token) {
    if (!isDegrees(text, token, 3)) {
      return false;
    }
    int before = token - 1;
    while (before >= token - 4 && text.isMark(before)) {
      before--;
    }
    if (text.isWord(before, COORDINATES)) {
      return true;
    }
    for (int next = token + 3; next <= token + 9; next++) {
      if (text.isNumber(next)) {
        return isDegrees(text, next, 4);
      }
      boolean direction = text.isWord(next) && text.size(next) == 1;
      if (!direction && !text.isMark(next) && !text.isWord(next, COORDINATES)) {
        return false;
      }
    }
    return false;
  }

  private static boolean isDegrees(NormalizedText text, int token, int decimals) {
    return text.size(token) <= 3
        && text.isNumber(token)
        && text.isMark(token + 1, ".")
        && text.isNumber(token + 2)
        && text.size(token + 2) >= decimals
        && text.number(token) <= 180;
  }

  private static boolean isNamed(NormalizedText text, int token) {
    if (text.isWord(token, STATES)) {
      return isState(text, token);
    }
    boolean box = Context.isPhrase(text, token, "po", "box") || isSpelledBox(text, token);
    if (!box && !text.isWord(token, POSTAL)) {
      return false;
    }
    int value = Context.after(text, token).value();
    return text.isNumber(value) && text.size(value) >= (box ? 1 : 4);
  }

  private static boolean isSpelledBox(NormalizedText text, int token) {
    return text.isWord(token, "box")
        && text.isWord(token - 5, "p")
        && text.isMark(token - 4, ".")
        && text.isWord(token - 3, "o");
  }

  /** Returns whether a state and a ZIP code follow, as in ", FL 33139". */
  private static boolean isState(NormalizedText text, int token) {
    return text.isMark(token - 1, " ")
        && text.isMark(token - 2, ",")
        && text.isMark(token + 1, " ")
        && text.isNumber(token + 2, 5);
  }
}
