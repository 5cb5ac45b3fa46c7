package io.upstream.metrics.guard.detect;

import io.upstream.metrics.catalog.SnakeCase;
import io.upstream.metrics.label.OpenLabel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One kind of personal data that must not become a label value, and how it is recognised.
 *
 * <p>A recorder has {@link Detectors#standard()}; an application adds what only it knows, and
 * switches off what its own identifiers look like:
 *
 * <pre>{@code
 * Pattern record = Pattern.compile("MRN-?[0-9]{5,}+");
 * Detector mrn =
 *     Detector.of("mrn", "A medical record number.", value -> record.matcher(value).find())
 *         .notOn(QueueName.class);
 * }</pre>
 *
 * <p>The matcher sees the first 256 characters of a value. One that throws, or that reads them
 * again and again, counts as a hit: a value that no detector could look at is not shown.
 */
public final class Detector {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

  private final String name;
  private final String finds;
  private final Predicate<CharSequence> matcher;
  private final Set<String> labels; // in snake case; empty for all
  private final Map<String, Predicate<CharSequence>> exceptions; // by label in snake case

  private Detector(
      String name,
      String finds,
      Predicate<CharSequence> matcher,
      Set<String> labels,
      Map<String, Predicate<CharSequence>> exceptions) {
    this.name = name;
    this.finds = finds;
    this.matcher = Objects.requireNonNull(matcher, "expected a matcher, got null");
    this.labels = Set.copyOf(labels);
    this.exceptions = Map.copyOf(exceptions);
  }

  /**
   * Returns a detector that looks at every open label.
   *
   * @param name in snake case; the value of the label {@code detector}
   * @param finds a sentence that tells people what it finds
   * @param matcher true if a value holds such data; must not keep the value
   * @throws IllegalArgumentException if the name is not in snake case or the sentence is blank
   */
  public static Detector of(String name, String finds, Predicate<CharSequence> matcher) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "detector " + name + ": expected a name in snake case, 64 characters at most");
    }
    if (finds.isBlank()) {
      throw new IllegalArgumentException(
          "detector " + name + ": expected a sentence on what it finds");
    }
    return new Detector(name, finds, matcher, Set.of(), Map.of());
  }

  /** Returns its name, the value of the label {@code detector}. */
  public String name() {
    return name;
  }

  /** Returns what it finds, in one sentence for people. */
  public String finds() {
    return finds;
  }

  Predicate<CharSequence> matcher() {
    return matcher;
  }

  /** Returns the same detector for this label type only; further calls add label types. */
  public Detector onlyOn(Class<? extends OpenLabel> type) {
    Set<String> more = new HashSet<>(labels);
    more.add(label(type));
    return new Detector(name, finds, matcher, more, exceptions);
  }

  /** Returns the same detector, but switched off for a label type. */
  public Detector notOn(Class<? extends OpenLabel> type) {
    return on(type, value -> false);
  }

  /** Returns the same detector, but recognising by something else on a label type. */
  public Detector on(Class<? extends OpenLabel> type, Predicate<CharSequence> other) {
    Map<String, Predicate<CharSequence>> more = new HashMap<>(exceptions);
    more.put(label(type), other);
    return new Detector(name, finds, matcher, labels, more);
  }

  /** Returns how it recognises on a label type, given in snake case. */
  public Predicate<CharSequence> matcherFor(String label) {
    boolean looks = labels.isEmpty() || labels.contains(label);
    return exceptions.getOrDefault(label, looks ? matcher : value -> false);
  }

  @Override
  public String toString() {
    return "Detector[" + name + "]";
  }

  private static String label(Class<? extends OpenLabel> type) {
    return SnakeCase.of(type.getSimpleName());
  }
}
