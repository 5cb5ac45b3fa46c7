package io.upstream.metrics.guard;

import io.upstream.metrics.guard.detect.Detector;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Judges a value that one label type has not seen before: personal data first, then form.
 *
 * <p>The detectors go first because their count is what an operator has to act on. Most personal
 * data has no label type's form either, and would vanish among the malformed.
 *
 * <p>They see the first {@value #SEEN} characters. What may be named is shorter than that, so it is
 * always seen whole; what is longer is refused anyway, and the detectors only say by which name. So
 * the work is bounded whatever a caller passes, and so is what an application's detector can spend.
 */
final class PrivacyScreen {

  /** How much of a value is looked at: twice the bytes of the longest one that can be named. */
  static final int SEEN = 2 * ValueGrammar.MOST_BYTES;

  /** Reads for one detector: the standard ones need a small multiple of {@link #SEEN}. */
  private static final int STEPS = 100 * SEEN;

  private final String label;
  private final ValueGrammar grammar;
  private final List<Detector> detectors;

  // Made for the first value: most label types of a catalogue are not used by most services.
  private volatile @Nullable Matchers matchers;

  /**
   * The detectors at work.
   *
   * @param of what each looks for in this label
   * @param redacted what each has found; most never find anything on most labels
   */
  private record Matchers(
      List<Predicate<CharSequence>> of, AtomicReferenceArray<@Nullable Verdict> redacted) {}

  PrivacyScreen(String label, ValueGrammar grammar, List<Detector> detectors) {
    if (detectors.size() > Verdict.MOST_DETECTORS) {
      throw new IllegalArgumentException(
          "detectors: expected " + Verdict.MOST_DETECTORS + " at most, got " + detectors.size());
    }
    this.label = label;
    this.grammar = grammar;
    this.detectors = detectors;
  }

  private Matchers matchers() {
    Matchers made = matchers;
    if (made == null) {
      made =
          new Matchers(
              detectors.stream().map(each -> each.matcherFor(label)).toList(),
              new AtomicReferenceArray<>(detectors.size()));
      matchers = made;
    }
    return made;
  }

  /** What a value is that {@link ValueGrammar#prepare} has left: plain, invalid or redacted. */
  Verdict judge(String value) {
    BoundedText seen = new BoundedText(value, SEEN, STEPS);
    try {
      List<Predicate<CharSequence>> each = matchers().of();
      for (int i = 0; i < each.size(); i++) {
        if (hits(each.get(i), seen.again(STEPS))) {
          return redacted(i);
        }
      }
      return grammar.accepts(value) ? Verdict.PLAIN : Verdict.INVALID;
    } catch (StackOverflowError e) {
      return Verdict.UNSEEN; // more likely the caller's stack was at its end than the value's fault
    }
  }

  /** The grammar that a value has to fit. */
  ValueGrammar grammar() {
    return grammar;
  }

  /** The verdict that has a code. */
  Verdict verdict(int code) {
    int detector = Verdict.detectorOf(code);
    return detector < 0 ? Verdict.of(code) : redacted(detector);
  }

  private Verdict redacted(int place) {
    AtomicReferenceArray<@Nullable Verdict> redacted = matchers().redacted();
    Verdict verdict = redacted.get(place);
    if (verdict == null) {
      verdict = Verdict.redacted(detectors.get(place).name(), place);
      redacted.set(place, verdict);
    }
    return verdict;
  }

  private static boolean hits(Predicate<CharSequence> matcher, BoundedText seen) {
    try {
      return matcher.test(seen);
    } catch (RuntimeException e) {
      // Nobody has looked at the value, so it must not get out; and recording never throws.
      return true;
    }
  }
}
