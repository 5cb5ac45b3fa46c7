package io.upstream.metrics.guard.detect;

/** A set of small ASCII words that is asked about a part of a text without cutting it out. */
final class WordSet {

  private final String[] slots;

  private WordSet(String[] words) {
    slots = new String[Integer.highestOneBit(words.length * 4)];
    for (String word : words) {
      int slot = hash(word, 0, word.length());
      while (slots[slot & (slots.length - 1)] != null) {
        slot++;
      }
      slots[slot & (slots.length - 1)] = word;
    }
  }

  /** The words of a text block. */
  static WordSet of(String words) {
    return new WordSet(words.strip().split("\\s+"));
  }

  /** Whether the set has the characters from {@code from} to {@code to}, whatever their case. */
  boolean has(CharSequence text, int from, int to) {
    for (int slot = hash(text, from, to); ; slot++) {
      String word = slots[slot & (slots.length - 1)];
      if (word == null) {
        return false;
      }
      if (word.length() == to - from && same(word, text, from)) {
        return true;
      }
    }
  }

  private static boolean same(String word, CharSequence text, int from) {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) != small(text.charAt(from + i))) {
        return false;
      }
    }
    return true;
  }

  private static int hash(CharSequence text, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + small(text.charAt(i));
    }
    return hash ^ (hash >>> 15);
  }

  private static char small(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c | 32) : c;
  }
}
