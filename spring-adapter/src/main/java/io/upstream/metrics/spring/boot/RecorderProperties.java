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
 * system property or an environment variable of the library has precedence.
 *
 * @param enabled true if the library records; if false, every bean exists but does nothing
 * @param catalogue the families of the recorder, before an application adds its own
 * @param commonLabels labels with one value each that every series has, by name, for example env
 * @param hideUnused true if the page hides each family until it is used
 * @param nativeHistograms true if each family of durations also has the exponential buckets of a
 *     native histogram
 * @param exemplars true if counters and histograms keep exemplars; the default is true if there is
 *     a tracer
 * @param jvm true if the page shows the figures of the JVM and the process
 * @param jmx true if operators can see and change the guards through JMX
 * @param consoleReadOnly true if the console changes nothing, even for the readers that an access
 *     rule allows
 * @param mode the reaction to values and numbers that the library refuses
 * @param lineBudget the most sample lines that all families together may have on the page
 * @param thirdPartyLineBudget the most sample lines that families of other code in the registry may
 *     have on the page
 * @param screenThirdParty true if the library screens families of other code in the registry for
 *     personal data and limits them on the page
 * @param budgets the number of values that the page names, by the name of the label type, for
 *     example customer-id
 * @param allow the values that are always named and use no budget, by the name of the label type
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
