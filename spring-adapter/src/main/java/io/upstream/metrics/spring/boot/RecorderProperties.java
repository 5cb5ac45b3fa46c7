package io.upstream.metrics.spring.boot;

import io.upstream.metrics.BuiltInCatalogue;
import io.upstream.metrics.RecorderBuilder;
import io.upstream.metrics.Settings;
import io.upstream.metrics.guard.Mode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the recorder among an application's properties, under {@code upstream.metrics}. A
 * system property or an environment variable of the library wins over them.
 *
 * @param enabled whether anything is recorded; if not, every bean is there but does nothing
 * @param catalogue which families there are before an application adds its own
 * @param commonLabels labels with one value each that every series has, by name: env
 * @param hideUnused whether a family is on the page only once it has been used
 * @param nativeHistograms whether each family of durations has the exponential buckets of a native
 *     histogram beside its classic ones
 * @param jvm whether the figures of the JVM and the process are on the page
 * @param jmx whether operators can see and change the guards through JMX
 * @param consoleReadOnly whether the console only shows, also where a rule says who may read
 * @param mode what is done about values and numbers that are refused
 * @param lineBudget how many sample lines the families may have together on the page
 * @param thirdPartyLineBudget how many sample lines families of other code in the registry may have
 *     on the page
 * @param screenThirdParty whether families of other code in the registry are screened for personal
 *     data and limited on the page
 * @param budgets how many values of a label type are named, by its name: customer-id
 * @param allow the values of a label type that are always named and spend no budget, by its name
 */
@ConfigurationProperties("upstream.metrics")
public record RecorderProperties(
    @Nullable Boolean enabled,
    @Nullable BuiltInCatalogue catalogue,
    @DefaultValue Map<String, String> commonLabels,
    @Nullable Boolean hideUnused,
    @Nullable Boolean nativeHistograms,
    @Nullable Boolean jvm,
    @Nullable Boolean jmx,
    @Nullable Boolean consoleReadOnly,
    @Nullable Mode mode,
    @Nullable Long lineBudget,
    @Nullable Long thirdPartyLineBudget,
    @Nullable Boolean screenThirdParty,
    @DefaultValue Map<String, Integer> budgets,
    @DefaultValue Map<String, List<String>> allow) {

  private static final String PREFIX = "upstream.metrics.";

  /**
   * Applies the properties that no system property or environment variable of the library
   * overrides: an operator's environment beats what an application is packaged with.
   *
   * @param process the settings of the process
   * @param commandLine whether a property is on the command line, which beats the environment
   */
  void applyTo(RecorderBuilder builder, Settings process, Predicate<String> commandLine) {
    Map<String, Setting> settings = new LinkedHashMap<>();
    put(settings, "METRICS_ENABLED", "enabled", enabled);
    put(settings, "METRICS_CATALOGUE", "catalogue", catalogue);
    if (!commonLabels.isEmpty()) {
      String property =
          commonLabels.keySet().stream()
              .map("common-labels."::concat)
              .filter(each -> commandLine.test(PREFIX + each))
              .findFirst()
              .orElse("common-labels");
      put(settings, "METRICS_COMMON_LABELS", property, pairs(commonLabels));
    }
    put(settings, "METRICS_HIDE_UNUSED", "hide-unused", hideUnused);
    put(settings, "METRICS_NATIVE_HISTOGRAMS", "native-histograms", nativeHistograms);
    put(settings, "METRICS_JVM", "jvm", jvm);
    put(settings, "METRICS_JMX", "jmx", jmx);
    put(settings, "METRICS_CONSOLE_READ_ONLY", "console-read-only", consoleReadOnly);
    put(settings, "METRICS_MODE", "mode", mode);
    put(settings, "METRICS_LINE_BUDGET", "line-budget", lineBudget);
    put(
        settings,
        "METRICS_THIRD_PARTY_LINE_BUDGET",
        "third-party-line-budget",
        thirdPartyLineBudget);
    put(settings, "METRICS_SCREEN_THIRD_PARTY", "screen-third-party", screenThirdParty);
    budgets.forEach(
        (type, values) ->
            put(settings, "METRICS_BUDGET_" + setting(type), "budgets." + type, values));
    allow.forEach(
        (type, values) ->
            put(
                settings,
                "METRICS_ALLOW_" + setting(type),
                "allow." + type,
                String.join(",", values)));
    settings.forEach(
        (name, setting) -> {
          // As settings, not by the builder's own methods: what is wrong is named in one way.
          if (process.text(name) == null || commandLine.test(PREFIX + setting.property)) {
            builder.setting(name, setting.value);
          }
        });
  }

  private static String pairs(Map<String, String> labels) {
    return labels.entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .collect(Collectors.joining(","));
  }

  private record Setting(String property, String value) {}

  private static void put(
      Map<String, Setting> settings, String name, String property, @Nullable Object value) {
    if (value != null) {
      settings.put(name, new Setting(property, value.toString()));
    }
  }

  private static String setting(String labelType) {
    return labelType.replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
