package io.upstream.metrics.guard;

import io.upstream.metrics.catalog.SnakeCase;
import io.upstream.metrics.guard.detect.Detector;
import io.upstream.metrics.label.Budget;
import io.upstream.metrics.label.OpenLabel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An operator's rules about label values.
 *
 * @param mode the mode, which decides what happens to refused values
 * @param budgets budgets by label type in snake case, where they differ from what the types say
 * @param allowed values that are always named, by label type in snake case
 * @param detectors the detectors of personal data
 * @param lives the lifetimes of named values, where they differ from the standard
 * @param namings the rules that choose which values are named, by label type in snake case
 */
public record GuardRules(
    Mode mode,
    Map<String, Integer> budgets,
    Map<String, Set<String>> allowed,
    List<Detector> detectors,
    Lives lives,
    Map<String, Naming> namings) {

  /**
   * The lifetimes of named values.
   *
   * @param idle the time without an event after which another value can take a value's place
   * @param idleOf that time by label type in snake case
   * @param most the time for which a value keeps its place without an event while no other value
   *     wants it
   */
  public record Lives(Duration idle, Map<String, Duration> idleOf, Duration most) {

    /** Nothing is set. */
    public static final Lives STANDARD =
        new Lives(Lifetimes.STANDARD.idle(), Map.of(), Lifetimes.STANDARD.most());

    /** The shortest time that can be set, but for 0, which switches leaving off. */
    public static final Duration LEAST = Duration.ofMinutes(10);

    /** Copies, so that rules stay what they were. */
    public Lives {
      idleOf = Map.copyOf(idleOf);
    }

    /**
     * Returns a time if it can be set.
     *
     * @throws IllegalArgumentException if it is neither 0 nor at least {@link #LEAST}
     */
    public static Duration check(String setting, Duration time) {
      if (!time.isZero() && time.compareTo(LEAST) < 0) {
        throw new IllegalArgumentException(
            setting + ": expected 10 minutes or more, or 0 for never, got " + time);
      }
      return time;
    }
  }

  /** The largest budget that can be set: numbers of entries have to fit an array. */
  private static final int MOST = 10_000_000;

  /** The values that a budget may have, for messages. */
  public static final String BUDGET = "a whole number from 0 to " + MOST;

  /** Copies, so that rules stay what they were. */
  public GuardRules {
    budgets = Map.copyOf(budgets);
    allowed =
        allowed.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> Set.copyOf(e.getValue())));
    detectors = List.copyOf(detectors);
    namings = Map.copyOf(namings);
  }

  /** Rules by which values are named as they come and stay the standard time. */
  public GuardRules(
      Mode mode,
      Map<String, Integer> budgets,
      Map<String, Set<String>> allowed,
      List<Detector> detectors) {
    this(mode, budgets, allowed, detectors, Lives.STANDARD, Map.of());
  }

  Lifetimes lifetimes(String label, @Nullable Duration declaredIdle) {
    Duration idle = lives.idleOf().get(label);
    if (idle == null) {
      idle = declaredIdle == null ? lives.idle() : declaredIdle;
    }
    return new Lifetimes(idle, lives.most(), Lifetimes.STANDARD.frozen());
  }

  Naming naming(String label) {
    return namings.getOrDefault(label, Naming.FIRST_COME);
  }

  /** Returns the name of a label type in settings, figures and reports. */
  public static String name(Class<? extends OpenLabel> type) {
    return SnakeCase.of(type.getSimpleName());
  }

  /** Returns the number of values of a label type that may be named. */
  int budget(Class<? extends OpenLabel> type) {
    int declared = declared(type);
    Integer set = declared == Budget.UNLIMITED ? null : budgets.get(name(type));
    return set != null ? set : declared;
  }

  /** Returns the idle time that a label type declares for its values; null if it declares none. */
  static @Nullable Duration declaredIdle(Class<? extends OpenLabel> type) {
    Budget declared = type.getAnnotation(Budget.class);
    if (declared == null || declared.idleMinutes() < 0) {
      return null;
    }
    return Lives.check(
        "idleMinutes of " + type.getSimpleName(), Duration.ofMinutes(declared.idleMinutes()));
  }

  /** Returns the share of one owner that a label type declares; 0 if it declares none. */
  static int share(Class<? extends OpenLabel> type) {
    Budget declared = type.getAnnotation(Budget.class);
    int share = declared == null ? 0 : declared.share();
    if (share < 0) {
      throw new IllegalArgumentException(
          "share of "
              + type.getSimpleName()
              + ": expected 1 or more, or 0 for a quarter of the"
              + " budget, got "
              + share);
    }
    return share;
  }

  /** Returns whether only this library fills a label type, from sets that are bounded elsewhere. */
  public static boolean isUnlimited(Class<? extends OpenLabel> type) {
    return declared(type) == Budget.UNLIMITED;
  }

  private static int declared(Class<? extends OpenLabel> type) {
    Budget declared = type.getAnnotation(Budget.class);
    int budget = declared == null ? Budget.DEFAULT : declared.value();
    // A type without a screen and a limit must be one of ours, so that no caller can choose its
    // values.
    boolean ours = type.getPackageName().equals(OpenLabel.class.getPackageName());
    return budget == Budget.UNLIMITED && ours ? budget : checkBudget(type.getSimpleName(), budget);
  }

  /** Returns the number if a budget can be set to it. */
  public static int checkBudget(String label, long values) {
    if (values < 0 || values > MOST) {
      throw new IllegalArgumentException(
          "budget of " + label + ": expected " + BUDGET + ", got " + values);
    }
    return (int) values;
  }
}
