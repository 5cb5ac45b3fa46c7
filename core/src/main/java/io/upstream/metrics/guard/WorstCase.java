package io.upstream.metrics.guard;

import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.Label;
import io.upstream.metrics.catalog.LabelKind;
import io.upstream.metrics.label.DetectorName;
import io.upstream.metrics.label.FamilyName;
import io.upstream.metrics.label.HttpStatus;
import io.upstream.metrics.label.LabelTypeName;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The largest number of sample lines that families can have, computed from their declarations and
 * the budgets before anything is recorded.
 *
 * <p>A family has a series for each combination of its labels. A closed label has its constants; an
 * open one its budget, its constants, its allow-list and the four reserved values. The page stops
 * at the line budget before that: what is above it folds.
 */
public final class WorstCase {

  private static final int RESERVED = LabelEntry.RESERVED.length;
  private static final int STATUSES = HttpStatus.MAX - HttpStatus.MIN + 2;

  private final Guards guards;
  private final Map<Family<?>, Long> lines = new LinkedHashMap<>();
  private final Set<Class<?>> labelTypes = new HashSet<>();
  private final int families;

  /** Computes it for families as the guards are now. */
  public WorstCase(Collection<? extends Family<?>> families, Guards guards) {
    this.guards = guards;
    this.families = families.size();
    families.forEach(
        family -> family.schema().labels().forEach(label -> labelTypes.add(label.type())));
    families.forEach(family -> lines.put(family, times(series(family), linesOf(family))));
  }

  /**
   * Returns the number of sample lines of one series of a family: a histogram has one for each
   * bound and three more.
   */
  public static int linesOf(Family<?> family) {
    return family instanceof HistogramFamily<?> histogram ? histogram.bounds().length + 3 : 1;
  }

  /**
   * Returns the highest number of lines of a family; {@link Long#MAX_VALUE} stands for any higher
   * number.
   */
  public long lines(Family<?> family) {
    return lines.getOrDefault(family, 0L);
  }

  /** Returns the highest number of lines of all families together, without the line budget. */
  public long lines() {
    return lines.values().stream().reduce(0L, WorstCase::plus);
  }

  /** Returns the highest number of series of a family. */
  private long series(Family<?> family) {
    long series = 1;
    for (Label label : family.schema().labels()) {
      series = times(series, values(label, !(family instanceof GaugeFamily<?>)));
    }
    return series;
  }

  private long values(Label label, boolean folds) {
    if (label.kind() == LabelKind.CLOSED) {
      return label.closedValues().size();
    }
    if (label.kind() == LabelKind.STATUS) {
      return STATUSES;
    }
    LabelResolver<?> guard = guards.resolver(label.openType());
    if (guard.isUnlimited()) {
      return ours(label.type());
    }
    boolean observes = guards.mode() == Mode.OBSERVE;
    long most =
        observes ? (long) Admission.OBSERVED_TIMES * Math.max(1, guard.budget()) : guard.budget();
    // Values that were named before the budget was lowered stay.
    most = Math.max(most, guard.spent());
    return most + guard.values() - guard.spent() + (folds ? RESERVED : 0);
  }

  /** Returns the number of values of a label that only the library fills. */
  private long ours(Class<?> type) {
    if (type == FamilyName.class) {
      return families;
    }
    if (type == LabelTypeName.class) {
      return labelTypes.size();
    }
    return type == DetectorName.class ? guards.detectors().size() : 1;
  }

  private static long times(long a, long b) {
    return Math.multiplyHigh(a, b) != 0 || a * b < 0 ? Long.MAX_VALUE : a * b;
  }

  private static long plus(long a, long b) {
    return a + b < 0 ? Long.MAX_VALUE : a + b;
  }

  /** Returns a table for people, the largest family first. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(line("family", "lines at most"));
    lines.entrySet().stream()
        .sorted(Map.Entry.<Family<?>, Long>comparingByValue().reversed())
        .forEach(each -> text.append(line(each.getKey().name(), number(each.getValue()))));
    return text.append(line("all", number(lines()))).toString();
  }

  private static String line(String first, String second) {
    return String.format(Locale.ROOT, "%-72s %16s%n", first, second);
  }

  private static String number(long lines) {
    return String.format(Locale.ROOT, "%,d", lines);
  }
}
