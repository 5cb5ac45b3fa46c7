package io.upstream.metrics.guard;

import io.upstream.metrics.label.Budget;
import io.upstream.metrics.label.OpenLabel;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an operator has decided about label values.
 *
 * @param mode what is done about what is refused
 * @param budgets budgets of label types, where they differ from what the types say
 * @param allowed values that are always named
 * @param detectors what counts as personal data
 */
public record GuardRules(
    Mode mode,
    Map<Class<? extends OpenLabel>, Integer> budgets,
    Map<Class<? extends OpenLabel>, Set<String>> allowed,
    List<Detector> detectors) {

  /** Copies, so that rules stay what they were. */
  public GuardRules {
    budgets = Map.copyOf(budgets);
    allowed = Map.copyOf(allowed);
    detectors = List.copyOf(detectors);
  }

  int budget(Class<? extends OpenLabel> type) {
    Budget declared = type.getAnnotation(Budget.class);
    return budgets.getOrDefault(type, declared == null ? Budget.DEFAULT : declared.value());
  }
}
