package io.upstream.metrics.guard.detect;

import io.upstream.metrics.guard.detect.text.NameLists;
import io.upstream.metrics.guard.detect.text.NormalizedText;
import io.upstream.metrics.guard.detect.text.OrdinaryWords;
import io.upstream.metrics.guard.detect.text.WordSet;

/**
 * Finds text that reads like the name of a person.
 *
 * <ul>
 *   <li>A frequent given name and a frequent surname next to one another, in either order, joined
 *       in any way that identifiers are ({@code jane.roe}, {@code SMITH_JOHN}, {@code JohnSmith}),
 *       anywhere in the value.
 *   <li>A given name and a word that is none of software, insurance or medicine: as the whole
 *       value, or anywhere in a value with a word for a person ({@code claim-of-patient-jane-xyz}).
 *   <li>One name behind a key for names ({@code last_name=Campbell}) or a word for a person.
 *   <li>{@code First Last} or {@code Last, First} as the whole value or behind a preposition: two
 *       to four capitalised words that are no ordinary ones.
 * </ul>
 *
 * <p>Organisations are named after people. A word such as clinic or bank anywhere in the value, or
 * a known organisation of the two names, makes it none, unless a word for a person is there too. A
 * rare name in lower case that stands alone cannot be told from any other word.
 */
public final class NameScanner {

  private static final int MOST_WORDS = 6;
  private static final int LONGEST = 24;
  private static final char CAMEL = '\0';
  private static final char APART = '\1';

  private static final WordSet PERSONS =
      WordSet.of(
          """
          patient member subscriber insured beneficiary guarantor enrollee dependent claimant spouse
          subject mrs dr patients members subscribers guarantors beneficiaries people persons
          """);

  private static final WordSet NAME_KEYS =
      WordSet.of(
          """
          firstname lastname surname givenname fullname middlename maidenname patientname membername
          fname lname
          """);

  private static final WordSet NAME = WordSet.of("name");

  private static final WordSet NAME_KINDS =
      WordSet.of(
          "first last sur given middle maiden full family patient member subscriber guarantor");

  private static final WordSet SAINTS = WordSet.of("st saint ste santa santo san");

  private static final WordSet PREPOSITIONS =
      WordSet.of("for from of by to with patient member mr");

  // The kinds of words.
  private static final int GIVEN = 1;
  private static final int SURNAME = 1 << 1;
  private static final int AMBIGUOUS = 1 << 2;
  private static final int ORDINARY = 1 << 3;
  private static final int ORGANISATION = 1 << 4;
  private static final int PERSON = 1 << 5;
  private static final int PARTICLE = 1 << 6;
  private static final int TITLE = 1 << 7;

  private final NormalizedText text;
  private final int[] starts;
  private final int[] ends;
  private final int[] kinds;
  private final char[] joints;
  private int count;
  private boolean person;
  private boolean organisation;

  private NameScanner(NormalizedText text) {
    this.text = text;
    int most = text.words();
    starts = new int[most];
    ends = new int[most];
    kinds = new int[most];
    joints = new char[most];
    readWords();
  }

  static boolean finds(NormalizedText text) {
    if (text.words() < 2) {
      return false; // a name alone cannot be told from any other word
    }
    NameScanner scanner = new NameScanner(text);
    return scanner.findsPair() || scanner.findsKeyed() || scanner.isWhole() || scanner.isPhrase();
  }

  /** Reads the words, each with its prefixes: O'Hara, McAllister and DeShawn are one word each. */
  private void readWords() {
    int token = 0;
    while (token < text.tokens()) {
      if (!text.isWord(token)) {
        token++;
        continue;
      }
      int end = token + 1;
      int kind = kind(text, text.start(token), text.end(token));
      if (text.isMark(end, "'`") && text.isWord(end + 1) && text.size(token) <= 2) {
        end += 2;
        kind = kind(withoutMarks(text.start(token), text.end(end - 1)));
      } else if (text.isWord(end) && isPrefix(token)) {
        int together = kind(text, text.start(token), text.end(end));
        if ((together & (GIVEN | SURNAME)) != 0) {
          end++;
          kind = together;
        }
      }
      kinds[count] = kind;
      joints[count] = joint(token);
      starts[count] = text.start(token);
      ends[count] = text.end(end - 1);
      person |= is(count, PERSON);
      // St Vincent is a hospital or a place, not a person.
      organisation |= is(count, ORGANISATION) || SAINTS.has(text, starts[count], ends[count]);
      count++;
      token = end;
    }
    for (int word = 0; word + 1 < count; word++) {
      int next = next(word);
      organisation |= next > 0 && isKnownOrganisation(word, next);
    }
    organisation &= !person;
  }

  private static int kind(NormalizedText text, int from, int to) {
    if (to - from > LONGEST) {
      return 0;
    }
    int hash = text.hash(from, to);
    int kind = 0;
    kind |= NameLists.GIVEN.has(text, from, to, hash) ? GIVEN : 0;
    kind |= NameLists.SURNAMES.has(text, from, to, hash) ? SURNAME : 0;
    kind |= NameLists.AMBIGUOUS.has(text, from, to, hash) ? AMBIGUOUS : 0;
    kind |= OrdinaryWords.ALL.has(text, from, to, hash) ? ORDINARY : 0;
    kind |= OrdinaryWords.ORGANISATIONS.has(text, from, to, hash) ? ORGANISATION : 0;
    kind |= PERSONS.has(text, from, to, hash) ? PERSON : 0;
    kind |= OrdinaryWords.PARTICLES.has(text, from, to, hash) ? PARTICLE : 0;
    return kind | (OrdinaryWords.TITLES.has(text, from, to, hash) ? TITLE : 0);
  }

  private static int kind(NormalizedText text) {
    return kind(text, 0, text.length());
  }

  private NormalizedText withoutMarks(int from, int to) {
    return NormalizedText.read(
        text.lower(from, Math.min(to, from + LONGEST)).replaceAll("['`]", ""));
  }

  private boolean is(int word, int kind) {
    return (kinds[word] & kind) != 0;
  }

  /**
   * Returns whether two words are the name of a known organisation, such as Johns Hopkins or John
   * Deere. It looks them up only if one of them may be part of a person's name.
   */
  private boolean isKnownOrganisation(int first, int second) {
    int size = ends[first] - starts[first] + ends[second] - starts[second];
    return size <= LONGEST
        && (is(first, GIVEN | SURNAME | AMBIGUOUS) || is(second, GIVEN | SURNAME))
        && NameLists.ORGANISATIONS.has(
            text.lower(starts[first], ends[first])
                + "-"
                + text.lower(starts[second], ends[second]));
  }

  private boolean isPrefix(int token) {
    return text.size(token) <= 3 && Character.isUpperCase(text.at(text.start(token)));
  }

  /** Returns the character between a word and the word before. */
  private char joint(int token) {
    if (token == 0 || text.isWord(token - 1)) {
      return CAMEL;
    }
    if (text.isMark(token - 1, " ") && text.isMark(token - 2, ",")) {
      return text.isWord(token - 3) ? ',' : APART;
    }
    if (text.isMark(token - 1, " ") && text.isMark(token - 2, ".")) {
      return text.isWord(token - 3) ? ' ' : APART;
    }
    boolean behind = text.isMark(token - 1) && text.isWord(token - 2);
    return behind ? text.at(text.start(token - 1)) : APART;
  }

  private boolean isInitial(int word) {
    return ends[word] - starts[word] == 1;
  }

  private boolean isLink(int word) {
    return isInitial(word) || is(word, PARTICLE);
  }

  /** Returns the next word that may be a name: initials and small words are stepped over. */
  private int next(int word) {
    int next = word + 1;
    while (next < count - 1 && next < word + 3 && isLink(next) && joints[next] != APART) {
      next++;
    }
    return next < count && joints[next] != APART ? next : -1;
  }

  private boolean findsPair() {
    boolean whole = isPairWhole();
    for (int word = 0; word < count; word++) {
      int next = next(word);
      if (next > 0 && isPair(word, next, whole)) {
        return true;
      }
    }
    return isListOfNames();
  }

  private boolean isPair(int word, int next, boolean whole) {
    boolean camel = joints[next] == CAMEL;
    if (organisation
        || (!camel && " ,._-+^/".indexOf(joints[next]) < 0)
        || isInitial(word)
        || isInitial(next)) {
      return false;
    }
    boolean both = (is(word, GIVEN) && is(next, SURNAME)) || (is(word, SURNAME) && is(next, GIVEN));
    boolean ordinary = is(word, ORDINARY) || is(next, ORDINARY);
    if (camel) {
      int size = ends[next] - starts[word];
      return both && !ordinary && isCapital(word) && isCapital(next) && size >= 7;
    }
    if (both) {
      return true;
    }
    if (is(word, AMBIGUOUS) && is(next, SURNAME) && !is(next, ORDINARY)) {
      return whole || person;
    }
    boolean given = is(word, GIVEN) || is(next, GIVEN);
    return given && !ordinary && (whole || person) && joints[next] != '/';
  }

  private boolean isCapital(int word) {
    return Character.isUpperCase(text.at(starts[word]));
  }

  /**
   * Returns whether the value is two names, with titles, initials and marks around and between them
   * only.
   */
  private boolean isPairWhole() {
    int names = 0;
    for (int word = 0; word < count; word++) {
      boolean aside = isLink(word) || is(word, TITLE);
      names += aside ? 0 : 1;
    }
    return names == 2;
  }

  /**
   * Returns whether the value is three or four words, none of them ordinary, among them a given
   * name and another name.
   */
  private boolean isListOfNames() {
    if (count < 3 || count > 4 || organisation) {
      return false;
    }
    int given = 0;
    int names = 0;
    for (int word = 0; word < count; word++) {
      if (is(word, ORDINARY) || (word > 0 && " ._-".indexOf(joints[word]) < 0)) {
        return false;
      }
      given += is(word, GIVEN) ? 1 : 0;
      names += is(word, GIVEN | SURNAME) ? 1 : 0;
    }
    return given >= 1 && names >= 2;
  }

  /** Returns whether a name follows a key for names, or a word for a person and a sign. */
  private boolean findsKeyed() {
    int last = count - 1;
    if (last < 1 || is(last, ORDINARY)) {
      return false;
    }
    char joint = joints[last];
    boolean assigned = joint == '=' || joint == ':';
    boolean name = is(last, GIVEN | SURNAME);
    if (isKey(last - 1)) {
      return (assigned && ends[last] - starts[last] >= 3) || (name && joint != CAMEL);
    }
    return is(last - 1, PERSON) && name && (assigned || is(last, GIVEN));
  }

  private boolean isKey(int word) {
    return isWord(word, NAME_KEYS)
        || (isWord(word, NAME) && word > 0 && isWord(word - 1, NAME_KINDS));
  }

  private boolean isWord(int word, WordSet words) {
    return words.has(text, starts[word], ends[word]);
  }

  /**
   * Returns whether the value is {@code First Last} or {@code Last, First}: two to four capitalised
   * words that are not ordinary.
   */
  private boolean isWhole() {
    int names = 0;
    int capitals = 0;
    boolean comma = false;
    if (count < 2 || count > MOST_WORDS || starts[0] != 0 || !endsAfter(ends[count - 1])) {
      return false;
    }
    for (int word = 0; word < count; word++) {
      char joint = joints[word];
      boolean hyphen = joint == '-' && isCapital(word);
      if ((word > 0 && joint != ' ' && joint != ',' && !hyphen) || is(word, ORDINARY)) {
        return false;
      }
      comma |= joint == ',';
      boolean title = is(word, TITLE);
      boolean initial = isInitial(word) && isCapital(word);
      boolean particle = word > 0 && is(word, PARTICLE);
      if (title || initial || particle) {
        continue;
      }
      if (!isCapitalised(word)) {
        return false;
      }
      capitals += isCapitals(word) ? 1 : 0;
      names += hyphen ? 0 : 1;
    }
    return names >= 2 && names <= 4 && (capitals == 0 || comma) && !organisation;
  }

  private boolean endsAfter(int end) {
    return end == text.length() || (end == text.length() - 1 && text.at(end) == '.');
  }

  /** Returns whether a preposition and a name follow, as in {@code no coverage for First Last}. */
  private boolean isPhrase() {
    for (int word = 1; word + 1 < count; word++) {
      if (joints[word] == ' '
          && joints[word + 1] == ' '
          && isWord(word - 1, PREPOSITIONS)
          && isCapitalised(word)
          && isCapitalised(word + 1)
          && !isCapitals(word)
          && !is(word, ORDINARY)
          && !is(word + 1, ORDINARY)
          && !organisation) {
        return true;
      }
    }
    return false;
  }

  private boolean isCapitalised(int word) {
    return ends[word] - starts[word] >= 2
        && isCapital(word)
        && (isCapitals(word) || Character.isLowerCase(text.at(ends[word] - 1)));
  }

  private boolean isCapitals(int word) {
    for (int i = starts[word]; i < ends[word]; i++) {
      if (Character.isLowerCase(text.at(i))) {
        return false;
      }
    }
    return true;
  }
}
