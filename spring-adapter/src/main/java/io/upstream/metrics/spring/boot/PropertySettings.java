package io.upstream.metrics.spring.boot;

import io.upstream.metrics.Settings;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;

/**
 * Properties of an application as the settings that they are. A system property or an environment
 * variable of the library wins over a property, because an operator's environment beats what an
 * application is packaged with; a property on the command line wins over both.
 */
final class PropertySettings {

  private static final String PREFIX = "upstream.metrics.";

  private final Settings process;
  private final String[] commandLine;
  private final Map<String, String> settings = new LinkedHashMap<>();

  /**
   * Creates settings without a property.
   *
   * @param process the settings of the operator
   */
  PropertySettings(Settings process, Environment environment) {
    this.process = process;
    this.commandLine =
        environment instanceof ConfigurableEnvironment configurable
                && configurable
                        .getPropertySources()
                        .get(CommandLinePropertySource.COMMAND_LINE_PROPERTY_SOURCE_NAME)
                    instanceof EnumerablePropertySource<?> arguments
            ? arguments.getPropertyNames()
            : new String[0];
  }

  /** Adds a property whose setting has its name: {@code METRICS_LINE_BUDGET}, line-budget. */
  void add(String property, @Nullable Object value) {
    add(property, property.substring(property.indexOf('.') + 1), value);
  }

  /**
   * Adds a property.
   *
   * @param setting the setting without {@code METRICS_}, as a property would have it
   * @param value the value; null and an empty list set nothing
   */
  void add(String property, String setting, @Nullable Object value) {
    String text =
        value instanceof Collection<?> list
            ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
            : value == null ? "" : value.toString();
    // An environment variable has no dashes: Boot reads BUDGETS_CUSTOMER_ID as budgets.customer.id.
    String name = "METRICS_" + setting.replace('-', '_').replace('.', '_').toUpperCase(Locale.ROOT);
    if (!text.isEmpty() && (process.text(name) == null || isOnCommandLine(PREFIX + property))) {
      settings.putIfAbsent(name, text); // Boot lists the properties with precedence first
    }
  }

  /** Returns the settings that the properties say, by their names. */
  Map<String, String> settings() {
    return settings;
  }

  /** Returns whether a property is on the command line, or an element of it. */
  private boolean isOnCommandLine(String property) {
    String wanted = plain(property);
    return Stream.of(commandLine)
        .map(PropertySettings::plain)
        .anyMatch(
            each ->
                each.equals(wanted)
                    || each.startsWith(wanted + ".")
                    || each.startsWith(wanted + "["));
  }

  /** Returns a name in the form in which Boot compares names. */
  private static String plain(String property) {
    return property.replace("-", "").toLowerCase(Locale.ROOT);
  }
}
