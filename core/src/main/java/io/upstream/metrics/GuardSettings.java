package io.upstream.metrics;

import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.Label;
import io.upstream.metrics.catalog.LabelKind;
import io.upstream.metrics.guard.GuardRules;
import io.upstream.metrics.guard.Guards;
import io.upstream.metrics.guard.Naming;
import io.upstream.metrics.label.OpenLabel;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Budgets and allow-lists from the environment and system properties: {@code
 * METRICS_BUDGET_CUSTOMER_ID=500}, {@code METRICS_ALLOW_CUSTOMER_ID=acme,globex}.
 *
 * <p>A setting refers to a label type by name, so that it applies also to a label type of a family
 * that is added later. A malformed setting is reported and ignored; the others apply.
 */
final class GuardSettings {

  private static final String BUDGET = "METRICS_BUDGET_";
  private static final String ALLOW = "METRICS_ALLOW_";
  private static final String IDLE = "METRICS_IDLE_AFTER";
  private static final String LEAVE = "METRICS_LEAVE_AFTER";
  private static final String COMMON_LABELS = "METRICS_COMMON_LABELS";
  private static final String NAMING = "METRICS_NAMING_";

  private final Settings settings;
  private final Consumer<IllegalArgumentException> malformed;

  /**
   * Creates the settings of label types.
   *
   * @param malformed receives each setting that cannot be read; it may throw
   */
  GuardSettings(Settings settings, Consumer<IllegalArgumentException> malformed) {
    this.settings = settings;
    this.malformed = malformed;
  }

  /** Returns the labels that all series have; those from the builder have precedence. */
  Map<String, String> commonLabels(Map<String, String> given) {
    Map<String, String> labels = new HashMap<>();
    for (String pair : settings.list(COMMON_LABELS)) {
      int equals = pair.indexOf('=');
      String name = pair.substring(0, Math.max(0, equals)).strip();
      if (equals < 1 || labels.put(name, pair.substring(equals + 1)) != null) {
        throw new IllegalArgumentException(
            COMMON_LABELS
                + ": expected each label once, as service=claims,env=prod, without a comma in a"
                + " value; got a part that is not"
                + (equals < 1 ? "" : ", " + name));
      }
    }
    labels.putAll(given);
    return labels;
  }

  /** Returns the budgets by label type; those from the builder have precedence. */
  Map<String, Integer> budgets(Map<Class<? extends OpenLabel>, Integer> given) {
    Map<String, Integer> budgets = new HashMap<>();
    for (String setting : settings.names(BUDGET)) {
      String value = String.valueOf(settings.text(setting));
      try {
        budgets.put(label(setting, BUDGET), GuardRules.checkBudget("", Long.parseLong(value)));
      } catch (IllegalArgumentException e) { // also covers a text that is not a number
        malformed.accept(Settings.malformed(setting, value, GuardRules.BUDGET));
      }
    }
    given.forEach((type, budget) -> budgets.put(GuardRules.name(type), budget));
    return budgets;
  }

  /**
   * Returns the allow-lists by label type; those from the builder have precedence.
   *
   * @param families the families whose label types are known already
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

  /** Returns how long named values stay; the builder's values win. */
  GuardRules.Lives lives(Map<Class<? extends OpenLabel>, Duration> given) {
    Map<String, Duration> idleOf = new HashMap<>();
    for (String setting : settings.names(IDLE + "_")) {
      Duration idle = idle(setting, Duration.ZERO);
      if (idle != null) {
        idleOf.put(label(setting, IDLE + "_"), idle);
      }
    }
    given.forEach((type, idle) -> idleOf.put(GuardRules.name(type), idle));
    GuardRules.Lives standard = GuardRules.Lives.STANDARD;
    Duration idle = idle(IDLE, standard.idle());
    Duration most = idle(LEAVE, standard.most());
    return new GuardRules.Lives(
        idle == null ? standard.idle() : idle, idleOf, most == null ? standard.most() : most);
  }

  /** Returns the time of a setting; if it is malformed, reports it and returns null. */
  private @Nullable Duration idle(String setting, Duration standard) {
    try {
      return GuardRules.Lives.check(setting, settings.duration(setting, standard));
    } catch (IllegalArgumentException e) {
      malformed.accept(e);
      return null;
    }
  }

  /** Returns the naming of each label type; the builder's values win. */
  Map<String, Naming> namings(Map<Class<? extends OpenLabel>, Naming> given) {
    Map<String, Naming> namings = new HashMap<>();
    for (String setting : settings.names(NAMING)) {
      try {
        namings.put(
            label(setting, NAMING), settings.choice(setting, Naming.class, Naming.FIRST_COME));
      } catch (IllegalArgumentException e) {
        malformed.accept(e);
      }
    }
    given.forEach((type, naming) -> namings.put(GuardRules.name(type), naming));
    return namings;
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
