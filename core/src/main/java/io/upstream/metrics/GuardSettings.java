package io.upstream.metrics;

import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.Label;
import io.upstream.metrics.catalog.LabelKind;
import io.upstream.metrics.guard.GuardRules;
import io.upstream.metrics.guard.Guards;
import io.upstream.metrics.label.OpenLabel;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Budgets and allow-lists from the environment and system properties: {@code
 * METRICS_BUDGET_CUSTOMER_ID=500}, {@code METRICS_ALLOW_CUSTOMER_ID=acme,globex}.
 *
 * <p>They go by the name of the label type, so that one for a label type that comes with a later
 * family applies when that family is added. A setting that is malformed is reported and left out;
 * the others hold.
 */
final class GuardSettings {

  private static final String BUDGET = "METRICS_BUDGET_";
  private static final String ALLOW = "METRICS_ALLOW_";

  private final Settings settings;
  private final Consumer<IllegalArgumentException> malformed;

  /**
   * The settings of label types.
   *
   * @param malformed is told of each setting that cannot be read; it may throw
   */
  GuardSettings(Settings settings, Consumer<IllegalArgumentException> malformed) {
    this.settings = settings;
    this.malformed = malformed;
  }

  /** The budgets by label type, under those that the builder was given. */
  Map<String, Integer> budgets(Map<Class<? extends OpenLabel>, Integer> given) {
    Map<String, Integer> budgets = new HashMap<>();
    for (String setting : settings.names(BUDGET)) {
      String value = String.valueOf(settings.text(setting));
      try {
        budgets.put(label(setting, BUDGET), GuardRules.checkBudget("", Long.parseLong(value)));
      } catch (IllegalArgumentException e) { // a number that is none is one of these, too
        malformed.accept(Settings.malformed(setting, value, GuardRules.BUDGET));
      }
    }
    given.forEach((type, budget) -> budgets.put(GuardRules.name(type), budget));
    return budgets;
  }

  /**
   * The allow-lists by label type, under those that the builder was given.
   *
   * @param families whose label types are known by now
   */
  Map<String, Set<String>> allowed(
      Map<Class<? extends OpenLabel>, Set<String>> given,
      Collection<? extends Family<?>> families) {
    Map<String, Class<? extends OpenLabel>> types = types(families);
    Map<String, Set<String>> allowed = new HashMap<>();
    for (String setting : settings.names(ALLOW)) {
      String label = label(setting, ALLOW);
      Set<String> values = new HashSet<>(settings.list(setting));
      try {
        Class<? extends OpenLabel> type = types.get(label);
        if (type != null) {
          Guards.checkAllowed(type, values);
        }
        allowed.put(label, values);
      } catch (IllegalArgumentException e) {
        malformed.accept(new IllegalArgumentException(setting + ": " + e.getMessage(), e));
      }
    }
    given.forEach((type, values) -> allowed.put(GuardRules.name(type), values));
    return allowed;
  }

  private static String label(String setting, String prefix) {
    return setting.substring(prefix.length()).toLowerCase(Locale.ROOT);
  }

  private static Map<String, Class<? extends OpenLabel>> types(
      Collection<? extends Family<?>> families) {
    Map<String, Class<? extends OpenLabel>> types = new HashMap<>();
    for (Family<?> family : families) {
      for (Label label : family.schema().labels()) {
        if (label.kind() == LabelKind.OPEN) {
          types.put(GuardRules.name(label.openType()), label.openType());
        }
      }
    }
    return types;
  }
}
