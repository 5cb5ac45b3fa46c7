package io.upstream.metrics.guard.detect.text;

import java.util.Arrays;

/**
 * A set of lower-case words. A part of a text is looked up without a substring.
 *
 * <p>An open hash table over the one string that holds the words: a few thousand of them cost four
 * bytes for a slot and one for a letter. A slot has the place of a word in the string, and some
 * bits of the word's hash, by which nearly all other words are told apart without reading a letter.
 */
public final class WordSet {

  private static final int PLACE_BITS = 17;
  private static final int PLACE = (1 << PLACE_BITS) - 1;

  private final String words;
  private final int[] slots;

  private WordSet(String block) {
    words = " " + String.join(" ", block.strip().split("\\s+")) + " ";
    int count = (int) words.chars().filter(c -> c == ' ').count();
    if (words.length() > PLACE) {
      throw new IllegalArgumentException(
          "expected words of at most " + PLACE + " letters, got " + words.length());
    }
    slots = new int[Integer.highestOneBit(count * 4)];
    int start = 1;
    while (start < words.length()) {
      int end = words.indexOf(' ', start);
      int mixed = mixed(words.substring(start, end).hashCode());
      int slot = mixed & (slots.length - 1);
      while (slots[slot] != 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = (mixed & ~PLACE) | start;
      start = end + 1;
    }
  }

  /** Returns the words of a text block. */
  public static WordSet of(String words) {
    return new WordSet(words);
  }

  /**
   * Returns whether the set has the characters from {@code from} to {@code to}; case is ignored.
   */
  public boolean has(NormalizedText text, int from, int to) {
    return has(text, from, to, text.hash(from, to));
  }

  /**
   * Returns whether the set has the characters from {@code from} to {@code to}, given their {@link
   * NormalizedText#hash}, so that a word that is looked up in several sets is hashed once.
   */
  public boolean has(NormalizedText text, int from, int to, int hash) {
    int mixed = mixed(hash);
    int mask = slots.length - 1;
    for (int slot = mixed & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
      int found = slots[slot];
      if (((found ^ mixed) & ~PLACE) == 0 && isAt(found & PLACE, text, from, to)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether the set has a lower-case word. */
  public boolean has(String word) {
    NormalizedText text = NormalizedText.read(word);
    return has(text, 0, text.length());
  }

  private boolean isAt(int start, NormalizedText text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (words.charAt(start + i - from) != text.lower(i)) {
        return false;
      }
    }
    return to > from && words.charAt(start + to - from) == ' ';
  }

  private static int mixed(int hash) {
    int spread = hash * 0x9e3779b9;
    return spread ^ (spread >>> 15);
  }

  @Override
  public String toString() {
    return "WordSet of " + Arrays.stream(slots).filter(start -> start != 0).count() + " words";
  }
}
