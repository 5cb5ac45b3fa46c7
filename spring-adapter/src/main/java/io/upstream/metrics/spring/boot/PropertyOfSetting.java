package io.upstream.metrics.spring.boot;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A property that can be set wrongly, often one beside a setting of the environment.
 *
 * @param name the property
 * @param example a value that it takes
 */
record PropertyOfSetting(String name, String example) {

  private static final String PREFIX = "upstream.metrics.";

  private static final Pattern SETTING =
      Pattern.compile("METRICS_[A-Z_]+|" + PREFIX.replace(".", "\\.") + "[a-z.-]+[a-z]");

  /** A setting, if there is one, its property and an example; {@code *} is a label type. */
  private record Row(String setting, String property, String example) {}

  private static final List<Row> ROWS =
      List.of(
          new Row("METRICS_ENABLED", "enabled", "false"),
          new Row("METRICS_CATALOGUE", "catalogue", "none"),
          new Row("METRICS_COMMON_LABELS", "common-labels.env", "prod"),
          new Row("METRICS_HIDE_UNUSED", "hide-unused", "true"),
          new Row("METRICS_NATIVE_HISTOGRAMS", "native-histograms", "true"),
          new Row("METRICS_EXEMPLARS", "exemplars", "false"),
          new Row("METRICS_JVM", "jvm", "false"),
          new Row("METRICS_JMX", "jmx", "true"),
          new Row("METRICS_CONSOLE_READ_ONLY", "console-read-only", "true"),
          new Row("METRICS_MODE", "mode", "enforce"),
          new Row("METRICS_LINE_BUDGET", "line-budget", "200000"),
          new Row("METRICS_THIRD_PARTY_LINE_BUDGET", "third-party-line-budget", "50000"),
          new Row("METRICS_SCREEN_THIRD_PARTY", "screen-third-party", "false"),
          new Row("METRICS_BUDGET_*", "budgets.*", "500"),
          new Row("METRICS_ALLOW_*", "allow.*", "acme,globex"),
          new Row("METRICS_ACCESS", "endpoint.access", "restricted"),
          new Row("METRICS_ALLOWED_IPS", "endpoint.allowed-ips", "10.0.0.0/8,127.0.0.1"),
          new Row("METRICS_TRUSTED_PROXIES", "endpoint.trusted-proxies", "10.0.0.2"),
          new Row("METRICS_AUTH_TOKEN", "endpoint.auth-token", "${METRICS_TOKEN}"),
          new Row("METRICS_AUTH_TOKEN_FILE", "endpoint.auth-token-file", "/run/secrets/metrics"),
          new Row("METRICS_ALLOWED_ROLE", "endpoint.allowed-roles", "METRICS"),
          new Row("", "endpoint.path", "/metrics"),
          new Row("", "endpoint.at-once", "2"),
          new Row("", "endpoint.patience", "5s"),
          new Row("", "endpoint.per-minute", "60"),
          new Row("", "health.time-limit", "2s"));

  /**
   * Returns the property that a message names directly or by its setting; null if there is none.
   */
  static @Nullable PropertyOfSetting namedIn(String message) {
    Matcher name = SETTING.matcher(message);
    return name.find() ? of(name.group()) : null;
  }

  /** Returns the exception about a property that has no setting beside it. */
  static IllegalArgumentException malformed(String property, Object value, String expected) {
    return new IllegalArgumentException(PREFIX + property + "=" + value + ": expected " + expected);
  }

  private static @Nullable PropertyOfSetting of(String setting) {
    for (Row row : ROWS) {
      if (row.setting().equals(setting) || setting.equals(PREFIX + row.property())) {
        return new PropertyOfSetting(PREFIX + row.property(), row.example());
      }
    }
    for (Row row : ROWS) {
      String stem = row.setting().replace("*", "");
      if (row.setting().endsWith("*") && setting.startsWith(stem)) {
        String type = setting.substring(stem.length()).toLowerCase(Locale.ROOT).replace('_', '-');
        return new PropertyOfSetting(PREFIX + row.property().replace("*", type), row.example());
      }
    }
    return null;
  }
}
