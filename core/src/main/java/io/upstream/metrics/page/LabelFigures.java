package io.upstream.metrics.page;

import io.upstream.metrics.guard.LabelResolver;
import io.upstream.metrics.guard.NamedValue;
import io.upstream.metrics.label.FoldReason;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The figures of one label type in the report.
 *
 * @param folded the number of folded events, by family and reason
 * @param heaviest the named values that use the most lines
 * @param named all named values
 */
record LabelFigures(
    LabelResolver<?> guard, List<Folded> folded, List<Heavy> heaviest, List<NamedValue> named) {

  static final Comparator<NamedValue> BY_LAST_USE =
      Comparator.comparing(NamedValue::lastUsed, Comparator.nullsFirst(Comparator.naturalOrder()));

  /** A number of events of a family that were folded for a reason. */
  record Folded(String family, FoldReason reason, long count) {}

  /** A named value and the lines that it uses. */
  record Heavy(String value, long lines) {}

  /** Returns the values with a place of the budget, those with the most events first. */
  List<NamedValue> mostUsed(int most) {
    return budgeted(Comparator.comparingLong(NamedValue::events).reversed(), most);
  }

  /** Returns the values with a place of the budget, the longest unused first. */
  List<NamedValue> longestUnused(int most) {
    return budgeted(BY_LAST_USE, most);
  }

  private List<NamedValue> budgeted(Comparator<NamedValue> order, int most) {
    return named.stream()
        .filter(each -> each.kind() == NamedValue.Kind.BUDGET)
        .sorted(order.thenComparing(each -> each.entry().value()))
        .limit(most)
        .toList();
  }

  /** Returns the number of folded events in all families that share the guard. */
  long count() {
    return folded.stream().mapToLong(Folded::count).sum();
  }

  /** Returns the number of events that were folded for a reason. */
  long countOf(FoldReason reason) {
    return folded.stream().filter(f -> f.reason() == reason).mapToLong(Folded::count).sum();
  }

  /** Returns the folded events by reason, without reasons that did not occur. */
  Map<FoldReason, Long> byReason() {
    Map<FoldReason, Long> counts = new TreeMap<>();
    folded.forEach(each -> counts.merge(each.reason(), each.count(), Long::sum));
    return counts;
  }

  /**
   * Returns the budget that would have been enough with a quarter to spare, rounded to two digits,
   * or the current one if it is enough. If more than ten times the current budget were needed,
   * callers probably pass values that are not names, and the current budget is returned as well.
   */
  long suggestedBudget() {
    long wanted = guard.demand() + guard.demand() / 4;
    if (guard.demand() <= guard.budget() || wanted > 10L * Math.max(10, guard.budget())) {
      return guard.budget();
    }
    long unit = 1;
    while (wanted / unit >= 100) {
      unit *= 10;
    }
    return (wanted + unit - 1) / unit * unit;
  }
}
