package io.upstream.metrics.guard.detect;

import io.upstream.metrics.guard.detect.text.NormalizedText;
import io.upstream.metrics.guard.detect.text.OrdinaryWords;
import io.upstream.metrics.guard.detect.text.WordSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds credentials: tokens by the prefixes of their issuers, values of {@code Authorization}
 * headers, keys in PEM and of SSH, addresses and connection strings with a password, and values
 * after a word for a secret.
 */
final class SecretScanner {

  /** A prefix in the issuer's case, and how many characters of a token at least. */
  record Prefix(String text, int least) {

    static Prefix of(String written) {
      int colon = written.indexOf(':');
      return new Prefix(
          written.substring(0, colon), Integer.parseInt(written.substring(colon + 1)));
    }
  }

  /** The prefixes of tokens. */
  static final List<Prefix> PREFIXES =
      Stream.of(
              "AKIA:16",
              "ASIA:16",
              "ABIA:16",
              "ACCA:16",
              "ghp_:16",
              "gho_:16",
              "ghu_:16",
              "ghs_:16",
              "ghr_:16",
              "github_pat_:10",
              "glpat-:10",
              "gldt-:10",
              "glrt-:10",
              "glptt-:10",
              "xoxb-:8",
              "xoxp-:8",
              "xoxa-:8",
              "xoxe-:8",
              "xoxr-:8",
              "xoxs-:8",
              "xapp-:8",
              "sk_live_:8",
              "sk_test_:8",
              "rk_live_:8",
              "rk_test_:8",
              "pk_live_:8",
              "whsec_:8",
              "AIza:20",
              "ya29.:8",
              "GOCSPX-:8",
              "hvs.:12",
              "hvb.:12",
              "hvr.:12",
              "eyJ:12",
              "SG.:16",
              "npm_:20",
              "pypi-Ag:8",
              "dop_v1_:16",
              "sk-proj-:8",
              "sk-ant-:8",
              "shpat_:16",
              "shpss_:16",
              "lin_api_:16",
              "figd_:16",
              "tskey-:8",
              "dapi:32",
              "AGE-SECRET-KEY-:8",
              "EAACEdEose0cBA:4",
              "SK:32",
              "PMAK-:16",
              "nfp_:16",
              "ATATT3:16")
          .map(Prefix::of)
          .toList();

  private static final Prefix[][] BY_FIRST_LETTER =
      IntStream.rangeClosed(0, 'z')
          .mapToObj(
              first ->
                  PREFIXES.stream()
                      .filter(prefix -> prefix.text().charAt(0) == first)
                      .toArray(Prefix[]::new))
          .toArray(Prefix[][]::new);

  private static final WordSet NAMES =
      WordSet.of(
          """
          password passwd passphrase pwd pass secret token apikey accesskey accountkey credential
          credentials privatekey clientsecret sharedaccesskey key auth authorization signature sig
          """);

  private static final WordSet SCHEMES = WordSet.of("basic bearer digest negotiate");

  private SecretScanner() {}

  static boolean finds(NormalizedText text) {
    for (int token = 0; token < text.tokens(); token++) {
      if (text.isWord(token)
          && ((text.startsRun(token) && isIssued(text, text.start(token)))
              || isHeader(text, token)
              || isKey(text, token)
              || isNamed(text, token))) {
        return true;
      }
      if (text.isMark(token, ":") && isCredentials(text, token)) {
        return true;
      }
      if (text.isMark(token, "-")
          && text.isWord(token + 1, "begin")
          && text.isMark(token + 2, " ")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIssued(NormalizedText text, int from) {
    char first = text.at(from);
    if (first >= BY_FIRST_LETTER.length) {
      return false;
    }
    for (Prefix prefix : BY_FIRST_LETTER[first]) {
      int token = from + prefix.text().length();
      if (spells(text, from, prefix.text()) && isToken(text, token, prefix.least())) {
        return true;
      }
    }
    // Vault's tokens of the first form are "s." and 24 characters.
    return first == 's' && text.at(from + 1) == '.' && isVault(text, from + 2);
  }

  private static boolean spells(NormalizedText text, int from, String prefix) {
    for (int i = 0; i < prefix.length(); i++) {
      if (text.at(from + i) != prefix.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns whether at least so many characters of a token begin here, among them a digit or a
   * capital.
   */
  private static boolean isToken(NormalizedText text, int from, int least) {
    boolean mixed = false;
    for (int i = from; i < from + least; i++) {
      char c = text.at(i);
      if (!text.isLetterOrDigit(i) && c != '-' && c != '_' && c != '.') {
        return false;
      }
      mixed |= c <= '9' || (c >= 'A' && c <= 'Z');
    }
    return mixed;
  }

  private static boolean isVault(NormalizedText text, int from) {
    int digits = 0;
    for (int i = from; i < from + 24; i++) {
      if (!text.isLetterOrDigit(i)) {
        return false;
      }
      digits += text.at(i) <= '9' ? 1 : 0;
    }
    return digits > 0 && !text.isLetterOrDigit(from + 24);
  }

  /** Returns whether the word Basic or Bearer is here, before a value that is not a word. */
  private static boolean isHeader(NormalizedText text, int token) {
    return text.isWord(token, SCHEMES)
        && text.isMark(token + 1, " _=:-")
        && isMixed(text, token + 2, 6);
  }

  private static boolean isKey(NormalizedText text, int token) {
    return text.isWord(token, "ssh")
        && text.isMark(token + 1, "-")
        && (text.isWord(token + 2, "rsa")
            || text.isWord(token + 2, "ed")
            || text.isWord(token + 2, "dss"))
        && text.tokens() > token + 6;
  }

  /**
   * Returns whether a word for a secret and its value begin here: any value after a sign
   * (password=...), a mixed one after a hyphen or the like (client_secret-9sKd83).
   */
  private static boolean isNamed(NormalizedText text, int token) {
    if (!text.isWord(token, NAMES)) {
      return false;
    }
    int next = token + 1;
    if (text.isMark(next, "\"'")) {
      next++;
    }
    boolean weak =
        text.isWord(token, "key") || text.isWord(token, "pass") || text.isWord(token, "auth");
    if (text.isMark(next, "=")) {
      return next + 1 < text.tokens() && (!weak || isMixed(text, next + 1, 6));
    }
    if (text.isMark(next, ":")) {
      return isMixed(text, next + 1, 6) || isUnknownWord(text, next + 1);
    }
    return !weak && text.isMark(next, "-_. /") && isMixed(text, next + 1, 6);
  }

  private static boolean isUnknownWord(NormalizedText text, int token) {
    int at = text.isMark(token, " \"'") ? token + 1 : token;
    return text.isWord(at)
        && text.size(at) >= 6
        && !text.isWord(at, OrdinaryWords.ALL)
        && at + 1 == text.tokens();
  }

  /**
   * Returns whether it is a run of mixed letters and digits, and not a word with a number at its
   * end.
   */
  private static boolean isMixed(NormalizedText text, int token, int least) {
    int at = text.isMark(token, " \"'") ? token + 1 : token;
    int end = text.runEnd(at);
    if (end <= at + 1) {
      return end == at + 1 && text.isMark(end, "=") && text.size(at) >= 6;
    }
    int size = text.end(end - 1) - text.start(at);
    int digits = text.digits(at, end);
    boolean numbered = end == at + 2 && text.isWord(at, OrdinaryWords.ALL);
    return size >= least && !numbered && (digits > 0 ? digits < size : end - at >= 5);
  }

  /**
   * Returns whether it has the form ://user:password@host, also without a user, or scott/tiger@
   * after jdbc.
   */
  private static boolean isCredentials(NormalizedText text, int token) {
    if (text.isMark(token + 1, "/") && text.size(token + 1) == 2) {
      boolean password = false;
      for (int i = text.end(token + 1); i < text.end(token + 1) + 80; i++) {
        char c = text.at(i);
        if (c == '@') {
          return password;
        }
        if (c == '\0' || c == '/' || c == ' ' || c == '?') {
          return false;
        }
        password |= c == ':';
      }
      return false;
    }
    if (text.isWord(token - 1, "jdbc")) {
      for (int i = text.end(token); i < text.end(token) + 80 && i < text.length(); i++) {
        if (text.at(i) == '@' && text.at(i - 1) != ':') {
          return true;
        }
      }
    }
    return false;
  }
}
