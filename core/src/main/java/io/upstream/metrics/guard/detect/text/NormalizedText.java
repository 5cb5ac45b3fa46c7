package io.upstream.metrics.guard.detect.text;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * A value as all detectors read it: normalised characters, and the tokens that they form.
 *
 * <p>Normalising makes one spelling of many: compatibility forms (full-width, ligatures) become the
 * plain character, accents are dropped, digits of any script become {@code 0} to {@code 9}, every
 * dash becomes {@code -}, and a percent-encoded character becomes the character.
 *
 * <p>A token is a number (digits), a word (letters; {@code JohnSmith} is two words and {@code
 * HTTPServer} too) or a mark (the same other character once or several times in a row). Letters and
 * digits that touch are separate tokens without a mark between them, so a detector of numbers needs
 * no rule for letters in front. A run is the text between two marks.
 *
 * <p>A value is read once to make this, when it is first seen. Detectors then walk the tokens and
 * look a bounded number of tokens ahead, so each is linear in the length of the value; {@link
 * #steps} counts what they read.
 */
public final class NormalizedText {

  /** The highest number of tokens of a number in groups, marks included. */
  private static final int MOST_GROUPS = 15;

  private static final int WORD = 0;
  private static final int NUMBER = 1;
  private static final int MARK = 2;

  private final char[] chars;
  private final int length;
  private final int[] starts;
  private final byte[] kinds;
  private final int[] hashes; // of words
  private final int count;
  private int words;
  private long steps;

  private NormalizedText(CharSequence raw) {
    chars = normalised(raw);
    length = chars.length;
    starts = new int[length + 1];
    kinds = new byte[length];
    hashes = new int[length];
    count = tokenize();
    starts[count] = length;
  }

  /** Returns the text of a sequence, made once if the sequence can keep it. */
  public static NormalizedText of(CharSequence sequence) {
    return sequence instanceof BoundedText bounded ? bounded.text() : new NormalizedText(sequence);
  }

  /** Returns a new text of a sequence. */
  public static NormalizedText read(CharSequence sequence) {
    return new NormalizedText(sequence);
  }

  private static char[] normalised(CharSequence raw) {
    char[] plain = raw.toString().toCharArray();
    boolean ascii = true;
    boolean percent = false;
    for (char c : plain) {
      ascii &= c < 128;
      percent |= c == '%';
    }
    if (ascii && !percent) {
      return plain;
    }
    if (!ascii) {
      plain = folded(Normalizer.normalize(new String(plain), Normalizer.Form.NFKD));
    }
    int end = 0;
    for (int i = 0; i < plain.length; i++) {
      char c = plain[i];
      if (c == '%' && i + 2 < plain.length) {
        int code = Character.digit(plain[i + 1], 16) * 16;
        int low = Character.digit(plain[i + 2], 16);
        if (code >= 32 && code < 128 && low >= 0) {
          c = (char) (code + low);
          i += 2;
        }
      }
      plain[end++] = c;
    }
    return end == plain.length ? plain : Arrays.copyOf(plain, end);
  }

  private static char[] folded(String decomposed) {
    StringBuilder out = new StringBuilder(decomposed.length());
    decomposed
        .codePoints()
        .forEach(
            point -> {
              int digit = Character.digit(point, 10);
              if (digit >= 0) {
                out.append((char) ('0' + digit));
                return;
              }
              switch (Character.getType(point)) {
                case Character.NON_SPACING_MARK, Character.FORMAT -> {}
                case Character.DASH_PUNCTUATION -> out.append('-');
                case Character.SPACE_SEPARATOR -> out.append(' ');
                default -> out.append(point == 0x2212 ? '-' : plain(point));
              }
            });
    return out.toString().toCharArray();
  }

  /**
   * Returns one character for a code point; a code point that detectors do not know becomes a
   * letter or a mark.
   */
  private static char plain(int point) {
    return switch (point) {
      case 0x2019, 0x02bc -> '\'';
      case 0x00b7, 0x30fb, 0x2022, 0x3002 -> '.';
      default ->
          Character.isBmpCodePoint(point) ? (char) point : Character.isLetter(point) ? 'ÿ' : '§';
    };
  }

  private int tokenize() {
    int tokens = 0;
    int i = 0;
    while (i < length) {
      int start = i;
      char first = chars[i];
      int kind = kind(first);
      i++;
      if (kind == NUMBER) {
        while (i < length && kind(chars[i]) == NUMBER) {
          i++;
        }
      } else if (kind == MARK) {
        while (i < length && chars[i] == first) {
          i++;
        }
      } else {
        while (i < length && kind(chars[i]) == WORD && !startsWord(i)) {
          i++;
        }
        hashes[tokens] = hash(start, i);
        words++;
      }
      starts[tokens] = start;
      kinds[tokens++] = (byte) kind;
    }
    return tokens;
  }

  private boolean startsWord(int i) {
    char c = chars[i];
    if (c < 128 ? c < 'A' || c > 'Z' : !Character.isUpperCase(c)) {
      return false;
    }
    return !Character.isUpperCase(chars[i - 1])
        || (i + 1 < length && Character.isLowerCase(chars[i + 1]));
  }

  private static int kind(char c) {
    if (c < 128) {
      return c >= '0' && c <= '9' ? NUMBER : (c | 32) >= 'a' && (c | 32) <= 'z' ? WORD : MARK;
    }
    return Character.isLetter(c) ? WORD : MARK;
  }

  /** Returns how often detectors have read a character or a token. */
  public long steps() {
    return steps;
  }

  public int length() {
    return length;
  }

  /** Returns the character there, or NUL outside of the text, which no detector looks for. */
  public char at(int index) {
    steps++;
    return index >= 0 && index < length ? chars[index] : '\0';
  }

  /** Returns the character at an index; an ASCII letter is in lower case. */
  public char lower(int index) {
    char c = at(index);
    return c >= 'A' && c <= 'Z' ? (char) (c | 32) : c;
  }

  /** Returns whether the text has a character somewhere. */
  public boolean has(char c) {
    steps += length;
    for (int i = 0; i < length; i++) {
      if (chars[i] == c) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the hash of a part within the text, as {@link WordSet} looks it up; case is ignored.
   */
  public int hash(int from, int to) {
    steps += to - from;
    int hash = 0;
    for (int i = from; i < to; i++) {
      char c = chars[i];
      hash = hash * 31 + (c >= 'A' && c <= 'Z' ? c | 32 : c);
    }
    return hash;
  }

  public boolean isLetterOrDigit(int index) {
    char c = at(index);
    return c != '\0' && kind(c) != MARK;
  }

  public boolean isHex(int index) {
    char c = lower(index);
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }

  /** Returns the number of tokens. */
  public int tokens() {
    return count;
  }

  /** Returns the number of tokens that are words. */
  public int words() {
    return words;
  }

  public int start(int token) {
    return starts[token];
  }

  public int end(int token) {
    return starts[token + 1];
  }

  /** Returns the number of characters of a token; 0 outside of the text. */
  public int size(int token) {
    return token >= 0 && token < count ? starts[token + 1] - starts[token] : 0;
  }

  private boolean is(int token, int kind) {
    steps++;
    return token >= 0 && token < count && kinds[token] == kind;
  }

  public boolean isNumber(int token) {
    return is(token, NUMBER);
  }

  public boolean isWord(int token) {
    return is(token, WORD);
  }

  public boolean isMark(int token) {
    return is(token, MARK);
  }

  /** Returns whether a token is one of these marks, once or several times. */
  public boolean isMark(int token, String marks) {
    return is(token, MARK) && marks.indexOf(chars[starts[token]]) >= 0;
  }

  /** Returns whether a token is a word of the set; case is ignored. */
  public boolean isWord(int token, WordSet words) {
    return is(token, WORD) && words.has(this, starts[token], starts[token + 1], hashes[token]);
  }

  /**
   * Returns whether a token is this word, which is given in lower case; its own case is ignored.
   */
  public boolean isWord(int token, String word) {
    if (!is(token, WORD) || size(token) != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (lower(starts[token] + i) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether the letters of a token are the first ones of a lower-case word. */
  public boolean beginsLike(int token, String word) {
    for (int i = 0; i < size(token); i++) {
      if (i == word.length() || lower(starts[token] + i) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether a token is a number of exactly so many digits. */
  public boolean isNumber(int token, int digits) {
    return size(token) == digits && is(token, NUMBER);
  }

  /** Returns the digit at a place of a number. */
  public int digit(int index) {
    return at(index) - '0';
  }

  /** Returns the number that a token spells, of nine digits at most; -1 for anything else. */
  public int number(int token) {
    if (!is(token, NUMBER) || size(token) > 9) {
      return -1;
    }
    return number(starts[token], size(token));
  }

  /** Returns the number that so many digits spell. */
  public int number(int from, int digits) {
    int number = 0;
    for (int i = from; i < from + digits; i++) {
      number = number * 10 + digit(i);
    }
    return number;
  }

  /** Returns the token after the run of words and numbers that a token is in. */
  public int runEnd(int token) {
    int end = token;
    while (end < count && !is(end, MARK)) {
      end++;
    }
    return end;
  }

  /** Returns whether a token begins a run: before it is a mark or nothing. */
  public boolean startsRun(int token) {
    return token == 0 || is(token - 1, MARK);
  }

  /**
   * Returns the token after a number and the numbers that follow it, each behind one of the marks;
   * so for a bounded number of groups.
   */
  public int groupsEnd(int token, String marks) {
    int end = token + 1;
    while (end - token < MOST_GROUPS && isMark(end, marks) && is(end + 1, NUMBER)) {
      end += 2;
    }
    return end;
  }

  /** Returns the number of digits of the numbers between two tokens. */
  public int digits(int from, int to) {
    int digits = 0;
    for (int token = from; token < to; token++) {
      digits += is(token, NUMBER) ? size(token) : 0;
    }
    return digits;
  }

  /**
   * Returns whether numbers of these sizes follow one another, a mark of these between each two.
   */
  public boolean isGrouped(int token, String marks, int... sizes) {
    for (int group = 0; group < sizes.length; group++) {
      int at = token + 2 * group;
      if (!isNumber(at, sizes[group]) || (group > 0 && !isMark(at - 1, marks))) {
        return false;
      }
    }
    return true;
  }

  /** Returns the digits of the numbers between two tokens, without what stands between them. */
  public String joined(int from, int to) {
    StringBuilder digits = new StringBuilder();
    for (int token = from; token < to; token++) {
      if (is(token, NUMBER)) {
        digits.append(chars, starts[token], size(token));
      }
    }
    return digits.toString();
  }

  /** Returns a part of the text, of bounded length, in lower case. */
  public String lower(int from, int to) {
    steps += to - from;
    return new String(chars, from, to - from).toLowerCase(Locale.ROOT);
  }
}
