package io.upstream.metrics.guard;

import io.upstream.metrics.label.Budget;
import io.upstream.metrics.label.OpenLabel;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The guards of one recorder, one for each label type, made when a family first needs it. */
public final class Guards {

  private final ConcurrentHashMap<Class<? extends OpenLabel>, LabelGuard> guards =
      new ConcurrentHashMap<>();
  private final Mode mode;
  private final Map<Class<? extends OpenLabel>, Integer> budgets;
  private final Map<Class<? extends OpenLabel>, Set<String>> allowed;
  private volatile int epoch;

  /**
   * Guards with budgets and allow-lists that differ from what the label types say.
   *
   * @param mode what to do about what is refused
   * @param budgets budgets by label type
   * @param allowed values that are always named
   */
  public Guards(
      Mode mode,
      Map<Class<? extends OpenLabel>, Integer> budgets,
      Map<Class<? extends OpenLabel>, Set<String>> allowed) {
    this.mode = mode;
    this.budgets = Map.copyOf(budgets);
    this.allowed = Map.copyOf(allowed);
  }

  /** What is done about what is refused. */
  public Mode mode() {
    return mode;
  }

  /** The guard of a label type. */
  public LabelGuard guard(Class<? extends OpenLabel> type) {
    LabelGuard guard = guards.get(type);
    return guard != null ? guard : guards.computeIfAbsent(type, this::create);
  }

  /** The guards there are, by name. */
  public Collection<LabelGuard> all() {
    return guards.values().stream().sorted(Comparator.comparing(LabelGuard::name)).toList();
  }

  /** Grows whenever values that were folded may be named from now on: handles look again. */
  public int epoch() {
    return epoch;
  }

  synchronized void changed() {
    epoch++;
  }

  private LabelGuard create(Class<? extends OpenLabel> type) {
    Budget declared = type.getAnnotation(Budget.class);
    int standard = declared == null ? Budget.DEFAULT : declared.value();
    return new LabelGuard(
        type, budgets.getOrDefault(type, standard), allowed.getOrDefault(type, Set.of()), this);
  }
}
