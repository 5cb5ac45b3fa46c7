package io.upstream.metrics.guard;

import io.upstream.metrics.guard.detect.Detection;
import io.upstream.metrics.guard.detect.Detector;
import io.upstream.metrics.guard.sketch.RefusedCache;
import io.upstream.metrics.guard.value.ValueGrammar;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Checks a value that one label type has not seen before: first for personal data, then for its
 * form.
 *
 * <p>The detectors run first because an operator has to act on their counts. Most personal data is
 * malformed as well, and would otherwise be counted as malformed only.
 */
final class PrivacyScreen {

  /** The most detectors that {@link RefusedCache} can tell apart. */
  static final int MOST_DETECTORS = RefusedCache.MOST_CODE - LabelEntry.FIRST_DETECTOR;

  private final String label;
  private final ValueGrammar grammar;
  private final List<Detector> detectors;

  // Made for the first value: most label types of a catalogue are not used by most services.
  private volatile @Nullable Matchers matchers;

  /**
   * The detectors at work.
   *
   * @param detection the detectors of this label
   * @param redacted the entry of each detector's finds; most detectors never find anything on most
   *     labels
   */
  private record Matchers(
      Detection detection, AtomicReferenceArray<@Nullable LabelEntry> redacted) {}

  PrivacyScreen(String label, ValueGrammar grammar, List<Detector> detectors) {
    if (detectors.size() > MOST_DETECTORS) {
      throw new IllegalArgumentException(
          "detectors: expected " + MOST_DETECTORS + " at most, got " + detectors.size());
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
              Detection.of(detectors, label), new AtomicReferenceArray<>(detectors.size()));
      matchers = made;
    }
    return made;
  }

  /**
   * Returns the entry that a value folds into which {@link ValueGrammar#prepare} has left; null for
   * one that may be named.
   */
  @Nullable LabelEntry judge(String value) {
    int detector = matchers().detection().firstHit(value);
    if (detector >= 0) {
      return redacted(detector);
    }
    return grammar.accepts(value) ? null : LabelEntry.INVALID;
  }

  /** Returns an entry that shows a value as a caller gave it, or a folded one with the reason. */
  LabelEntry shown(@Nullable String raw, Predicate<String> isFolded) {
    String value = raw == null ? "" : grammar.prepare(raw);
    if (value.isEmpty()) {
      return LabelEntry.UNKNOWN;
    }
    LabelEntry refusal = judge(value);
    if (refusal != null) {
      return refusal;
    }
    return isFolded.test(value) ? LabelEntry.OVER_BUDGET : LabelEntry.named(0, value);
  }

  /** Returns the name of the first detector that matches a value; null if none does. */
  @Nullable String detectorOf(String value) {
    int detector = matchers().detection().firstHit(value);
    return detector < 0 ? null : detectors.get(detector).name();
  }

  /** Returns the grammar that a value has to fit. */
  ValueGrammar grammar() {
    return grammar;
  }

  /** Returns the entry of a refusal that {@link RefusedCache} remembered by its code. */
  LabelEntry refusal(int code) {
    if (code >= LabelEntry.FIRST_DETECTOR) {
      return redacted(code - LabelEntry.FIRST_DETECTOR);
    }
    if (code == LabelEntry.INVALID.code()) {
      return LabelEntry.INVALID;
    }
    return code == LabelEntry.OVER_SHARE.code() ? LabelEntry.OVER_SHARE : LabelEntry.OVER_BUDGET;
  }

  private LabelEntry redacted(int place) {
    AtomicReferenceArray<@Nullable LabelEntry> redacted = matchers().redacted();
    LabelEntry entry = redacted.get(place);
    if (entry == null) {
      entry = LabelEntry.redacted(detectors.get(place).name(), place);
      redacted.set(place, entry);
    }
    return entry;
  }
}
