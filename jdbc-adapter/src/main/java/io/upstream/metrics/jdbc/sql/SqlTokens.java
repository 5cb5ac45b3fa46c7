package io.upstream.metrics.jdbc.sql;

import java.util.Locale;

/**
 * Cuts SQL into words, quoted identifiers and single characters, and steps over comments and
 * strings. One pass: every character is looked at a bounded number of times, in any text. An
 * unclosed comment or string runs to the end of the text, so no character is read again (with one
 * exception, at most once per text: {@link #blockComment}).
 */
final class SqlTokens {

  /** The kinds of tokens that {@link #next} returns; any other single character is its own kind. */
  static final char END = 0;

  static final char WORD = 'w';
  static final char QUOTED = 'q';
  static final char STRING = 's';
  static final char NUMBER = 'n';

  /** No database takes identifiers this long; the rest of a longer one is cut off. */
  private static final int LONGEST_NAME = 256;

  /** PostgreSQL's limit of an identifier, which a dollar quote's tag is. */
  private static final int LONGEST_TAG = 64;

  private final String sql;
  private final int length;
  private final boolean mysql;
  private boolean nested;
  private int executable; // the depth of open comments whose text the database executes
  private int at;
  private int start;
  private int end;
  private char kind;

  SqlTokens(String sql, SqlDialect dialect) {
    this.sql = sql;
    this.length = sql.length();
    this.nested = dialect.nestedComments;
    this.mysql = dialect.mysql;
  }

  /** Returns the kind of the token that was read last. */
  char kind() {
    return kind;
  }

  /** Reads one token: {@link #WORD}, {@link #QUOTED}, ... or a character that stands alone. */
  char next() {
    kind = read();
    return kind;
  }

  /** Returns whether the last token is this word, given in upper case. */
  boolean is(String word) {
    return kind == WORD
        && end - start == word.length()
        && sql.regionMatches(true, start, word, 0, word.length());
  }

  /** Returns whether the last token can be a name. */
  boolean isName() {
    return kind == WORD || kind == QUOTED;
  }

  /**
   * Returns the last word in upper case, for a switch; words longer than any keyword come out
   * empty.
   */
  String keyword() {
    return kind == WORD && end - start <= 16 ? keyword(start, end) : "";
  }

  private String keyword(int from, int to) {
    return sql.substring(from, to).toUpperCase(Locale.ROOT);
  }

  /** Returns the last name: as written where it was quoted, else in lower case. */
  String name() {
    String text = sql.substring(start, Math.min(end, start + LONGEST_NAME));
    if (kind == WORD) {
      return text.toLowerCase(Locale.ROOT);
    }
    char quote = sql.charAt(start - 1);
    String mark = quote == '[' ? "]" : String.valueOf(quote);
    return text.contains(mark) ? text.replace(mark + mark, mark) : text;
  }

  private char read() {
    while (at < length) {
      char c = sql.charAt(at);
      if (isBlank(c)) {
        at++;
      } else if (c == '-' && peek(1) == '-' && (!mysql || isBlankOrEnd(at + 2))) {
        endOfLine();
      } else if (c == '#' && (mysql || firstOfText())) {
        endOfLine();
      } else if (c == '/' && peek(1) == '*') {
        blockComment();
      } else if (executable > 0 && c == '*' && peek(1) == '/') {
        executable--;
        at += 2;
      } else {
        return token(c);
      }
    }
    return END;
  }

  private char token(char c) {
    start = at;
    if (isNameStart(c)) {
      return word();
    }
    if (c >= '0' && c <= '9') {
      return number();
    }
    if (c == '\'') {
      return string(mysql);
    }
    if (c == '"' || c == '`') {
      return quoted(c);
    }
    if (c == '[' && isNameStart(peek(1)) && (at == 0 || !endsOperand(sql.charAt(at - 1)))) {
      return quoted(']');
    }
    if (c == '$' && !mysql && dollarQuoted()) {
      return STRING;
    }
    if ((c == '#' || c == '@') && isNamePart(peek(1))) {
      return word(); // T-SQL's temporary tables and variables: #t, ##t, @t
    }
    at++;
    return c;
  }

  private char word() {
    do {
      at++;
    } while (at < length && isNamePart(sql.charAt(at)));
    end = at;
    char follows = peek(0);
    if (follows == '\'' && end - start <= 2) {
      switch (keyword(start, end)) {
        case "E" -> {
          return string(true);
        }
        case "Q", "NQ" -> {
          return oracleString();
        }
        case "N", "B", "X" -> {
          return string(mysql);
        }
        default -> {}
      }
    }
    if (follows == '&' && end - start == 1 && (sql.charAt(start) | 0x20) == 'u') {
      if (peek(1) == '"') {
        at++;
        return quoted('"');
      }
      if (peek(1) == '\'') {
        at++;
        return string(false);
      }
    }
    return WORD;
  }

  /**
   * Reads a number or a name. In MySQL a name may begin with digits, so a token that also has other
   * characters may be a name.
   */
  private char number() {
    boolean digits = true;
    while (at < length && isNamePart(sql.charAt(at))) {
      char c = sql.charAt(at++);
      digits &= c >= '0' && c <= '9';
    }
    end = at;
    return digits ? NUMBER : WORD;
  }

  private char string(boolean backslash) {
    at++;
    while (at < length) {
      char c = sql.charAt(at++);
      if (c == '\\' && backslash) {
        at++;
      } else if (c == '\'') {
        if (peek(0) != '\'') {
          return STRING;
        }
        at++;
      }
    }
    at = length;
    return STRING;
  }

  /**
   * Reads a string like Oracle's {@code q'[it's]'}. The character after the first quote also ends
   * the string; for a bracket, the opposite bracket does.
   */
  private char oracleString() {
    char open = peek(1);
    char close =
        switch (open) {
          case '[' -> ']';
          case '(' -> ')';
          case '{' -> '}';
          case '<' -> '>';
          default -> open;
        };
    at += 2;
    while (at < length) {
      if (sql.charAt(at++) == close && peek(0) == '\'') {
        at++;
        return STRING;
      }
    }
    at = length;
    return STRING;
  }

  private char quoted(char close) {
    start = ++at;
    while (at < length) {
      if (sql.charAt(at) != close) {
        at++;
      } else if (peek(1) == close) {
        at += 2;
      } else {
        end = at++;
        return QUOTED;
      }
    }
    end = at = length;
    return QUOTED;
  }

  /** Reads a string like PostgreSQL's {@code $$..$$} or {@code $tag$..$tag$}. */
  private boolean dollarQuoted() {
    int tag = at + 1;
    while (tag < length && tag - at < LONGEST_TAG && isNamePart(sql.charAt(tag))) {
      if (sql.charAt(tag) == '$') {
        break;
      }
      tag++;
    }
    if (tag >= length || sql.charAt(tag) != '$' || isDigit(sql.charAt(at + 1))) {
      return false;
    }
    int size = tag + 1 - at;
    int from = tag + 1;
    for (int close = sql.indexOf('$', from); close >= 0; close = sql.indexOf('$', close + 1)) {
      if (sql.startsWith(sql.substring(at, at + size), close)) {
        at = close + size;
        return true;
      }
    }
    at = length;
    return true;
  }

  /**
   * Steps over a block comment. MySQL's executable ones ({@code /*!40001 .. *}{@code /}) are text.
   * If comments nest and this one never closes, it was probably written for a database where they
   * do not nest. Then its first end mark counts, and the rest of the text is read that way.
   */
  private void blockComment() {
    if (peek(2) == '!' || ((peek(2) | 0x20) == 'm' && peek(3) == '!')) {
      at += peek(2) == '!' ? 3 : 4;
      while (isDigit(peek(0))) {
        at++;
      }
      executable++;
      return;
    }
    int depth = 1;
    int firstEnd = -1;
    at += 2;
    while (at < length) {
      char c = sql.charAt(at);
      if (c == '*' && peek(1) == '/') {
        at += 2;
        if (firstEnd < 0) {
          firstEnd = at;
        }
        if (--depth == 0 || !nested) {
          return;
        }
      } else if (c == '/' && peek(1) == '*') {
        at += 2;
        depth++;
      } else {
        at++;
      }
    }
    if (firstEnd >= 0) {
      at = firstEnd;
      nested = false;
    }
  }

  private void endOfLine() {
    int newline = sql.indexOf('\n', at);
    at = newline < 0 ? length : newline + 1;
  }

  private char peek(int ahead) {
    return at + ahead < length ? sql.charAt(at + ahead) : END;
  }

  private boolean isBlankOrEnd(int index) {
    return index >= length || isBlank(sql.charAt(index));
  }

  /**
   * Returns whether this is the first token of the text. Only there is a {@code #} certainly a
   * comment: elsewhere it may be an operator or part of a T-SQL name.
   */
  private boolean firstOfText() {
    return kind == END;
  }

  private static boolean isBlank(char c) {
    return c <= ' ' || (c > 127 && (c == '\uFEFF' || Character.isSpaceChar(c)));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c > 127 && !isBlank(c));
  }

  private static boolean isNamePart(char c) {
    return isNameStart(c) || isDigit(c) || c == '$' || c == '#';
  }

  /** Returns whether a character ends an operand. A square bracket after it is an index. */
  private static boolean endsOperand(char c) {
    return isNamePart(c) || c == ']' || c == ')' || c == '"' || c == '\'';
  }
}
