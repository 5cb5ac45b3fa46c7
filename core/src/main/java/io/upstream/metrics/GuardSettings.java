package io.upstream.metrics;

import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.Label;
import io.upstream.metrics.catalog.LabelKind;
import io.upstream.metrics.catalog.SnakeCase;
import io.upstream.metrics.guard.GuardRules;
import io.upstream.metrics.guard.Guards;
import io.upstream.metrics.label.OpenLabel;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Budgets and allow-lists from the environment and system properties: {@code
 * METRICS_BUDGET_CUSTOMER_ID=500}, {@code METRICS_ALLOW_CUSTOMER_ID=acme,globex}.
 */
final class GuardSettings {

  private static final String BUDGET = "METRICS_BUDGET_";
  private static final String ALLOW = "METRICS_ALLOW_";

  private final Settings settings;
  private final Collection<? extends Family<?>> families;
  // Made for the first setting: most recorders have none.
  private @Nullable Map<String, Set<Class<? extends OpenLabel>>> types;

  /** The settings for the label types of families; no other is known. */
  GuardSettings(Settings settings, Collection<? extends Family<?>> families) {
    this.settings = settings;
    this.families = families;
  }

  /** The label types by what settings call them. */
  private Map<String, Set<Class<? extends OpenLabel>>> types() {
    Map<String, Set<Class<? extends OpenLabel>>> known = types;
    if (known == null) {
      Map<String, Set<Class<? extends OpenLabel>>> all = new TreeMap<>();
      families.forEach(family -> family.schema().labels().forEach(label -> know(all, label)));
      known = all;
      types = known;
    }
    return known;
  }

  private static void know(Map<String, Set<Class<? extends OpenLabel>>> types, Label label) {
    if (label.kind() == LabelKind.OPEN && !GuardRules.isUnlimited(label.openType())) {
      String name = SnakeCase.of(label.type().getSimpleName()).toUpperCase(Locale.ROOT);
      types.computeIfAbsent(name, any -> new HashSet<>()).add(label.openType());
    }
  }

  /** The budgets, under those that the builder was given. */
  Map<Class<? extends OpenLabel>, Integer> budgets(Map<Class<? extends OpenLabel>, Integer> given) {
    Map<Class<? extends OpenLabel>, Integer> budgets = new HashMap<>();
    for (String setting : settings.names(BUDGET)) {
      int budget = budget(setting, String.valueOf(settings.text(setting)));
      types(setting, BUDGET).forEach(type -> budgets.put(type, budget));
    }
    budgets.putAll(given);
    return budgets;
  }

  private static int budget(String setting, String value) {
    try {
      return GuardRules.checkBudget(setting, Long.parseLong(value));
    } catch (IllegalArgumentException e) { // a number that is none is one of these, too
      throw Settings.malformed(setting, value, GuardRules.BUDGET);
    }
  }

  /** The allow-lists, under those that the builder was given. */
  Map<Class<? extends OpenLabel>, Set<String>> allowed(
      Map<Class<? extends OpenLabel>, Set<String>> given) {
    Map<Class<? extends OpenLabel>, Set<String>> allowed = new HashMap<>();
    for (String setting : settings.names(ALLOW)) {
      Set<String> values = Set.copyOf(settings.list(setting));
      types(setting, ALLOW).forEach(type -> allowed.put(type, values));
    }
    allowed.putAll(given);
    return allowed;
  }

  /** Has the guards judge the allow-lists now, so that a message names the setting. */
  void check(Guards guards) {
    for (String setting : settings.names(ALLOW)) {
      try {
        types(setting, ALLOW).forEach(guards::guard);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(setting + ": " + e.getMessage(), e);
      }
    }
  }

  private Set<Class<? extends OpenLabel>> types(String setting, String prefix) {
    Set<Class<? extends OpenLabel>> found = types().get(setting.substring(prefix.length()));
    if (found == null) {
      // Not so the values of an allow-list, which may be somebody's names.
      String shown = prefix.equals(BUDGET) ? setting + "=" + settings.text(setting) : setting;
      throw new IllegalArgumentException(
          shown
              + ": expected "
              + prefix
              + "<LABEL_TYPE> with one of "
              + types().keySet()
              + "; an application's own label type is known when its family is given to families(..)");
    }
    return found;
  }
}
