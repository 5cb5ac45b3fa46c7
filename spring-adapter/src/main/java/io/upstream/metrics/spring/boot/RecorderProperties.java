package io.upstream.metrics.spring.boot;

import io.upstream.metrics.BuiltInCatalogue;
import io.upstream.metrics.guard.Mode;
import java.util.List;
import java.util.Map;
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
 * @param exemplars whether counters and histograms keep exemplars; by default if there is a tracer
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
    @Nullable Boolean exemplars,
    @Nullable Boolean jvm,
    @Nullable Boolean jmx,
    @Nullable Boolean consoleReadOnly,
    @Nullable Mode mode,
    @Nullable Long lineBudget,
    @Nullable Long thirdPartyLineBudget,
    @Nullable Boolean screenThirdParty,
    @DefaultValue Map<String, Integer> budgets,
    @DefaultValue Map<String, List<String>> allow) {

  /** Adds the settings that are set. */
  void addTo(PropertySettings settings) {
    settings.add("enabled", enabled);
    settings.add("catalogue", catalogue);
    settings.add(
        "common-labels",
        commonLabels.entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .toList());
    settings.add("hide-unused", hideUnused);
    settings.add("native-histograms", nativeHistograms);
    settings.add("exemplars", exemplars);
    settings.add("jvm", jvm);
    settings.add("jmx", jmx);
    settings.add("console-read-only", consoleReadOnly);
    settings.add("mode", mode);
    settings.add("line-budget", lineBudget);
    settings.add("third-party-line-budget", thirdPartyLineBudget);
    settings.add("screen-third-party", screenThirdParty);
    budgets.forEach((type, most) -> settings.add("budgets." + type, "budget-" + type, most));
    allow.forEach((type, values) -> settings.add("allow." + type, "allow-" + type, values));
  }
}
