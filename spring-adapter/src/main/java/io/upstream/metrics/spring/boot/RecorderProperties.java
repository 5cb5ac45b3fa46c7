package io.upstream.metrics.spring.boot;

import io.upstream.metrics.RecorderBuilder;
import io.upstream.metrics.guard.Mode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an application sets of its recorder, under {@code upstream.metrics}. What is not set here is
 * what the system properties and the environment say.
 *
 * @param enabled whether anything is recorded; if not, every bean is there but does nothing
 * @param jvm whether the figures of the JVM and the process are on the page
 * @param mode what is done about values and numbers that are refused
 * @param lineBudget how many sample lines the families may have together on the page
 * @param budgets how many values of a label type are named, by its name: customer-id
 * @param allow the values of a label type that are always named and spend no budget, by its name
 */
@ConfigurationProperties("upstream.metrics")
public record RecorderProperties(
    @Nullable Boolean enabled,
    @Nullable Boolean jvm,
    @Nullable Mode mode,
    @Nullable Long lineBudget,
    @DefaultValue Map<String, Integer> budgets,
    @DefaultValue Map<String, List<String>> allow) {

  void applyTo(RecorderBuilder builder) {
    set(builder, "METRICS_ENABLED", enabled);
    set(builder, "METRICS_JVM", jvm);
    set(builder, "METRICS_MODE", mode);
    set(builder, "METRICS_LINE_BUDGET", lineBudget);
    budgets.forEach(
        (type, values) -> builder.setting("METRICS_BUDGET_" + setting(type), values.toString()));
    allow.forEach(
        (type, values) ->
            builder.setting("METRICS_ALLOW_" + setting(type), String.join(",", values)));
  }

  // As settings, not by the builder's own methods: what is wrong is then named in one way.
  private static void set(RecorderBuilder builder, String setting, @Nullable Object value) {
    if (value != null) {
      builder.setting(setting, value.toString());
    }
  }

  private static String setting(String labelType) {
    return labelType.replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
