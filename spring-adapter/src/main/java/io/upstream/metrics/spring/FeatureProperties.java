package io.upstream.metrics.spring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * Reads the properties of the features, {@code upstream.metrics.<feature>.*}, with Boot and
 * without. Features begin to count before Spring creates beans, so no bean can hold these
 * properties.
 */
public final class FeatureProperties {

  private static final String PREFIX = "upstream.metrics.";

  private final Environment environment;

  public FeatureProperties(Environment environment) {
    this.environment = environment;
  }

  /** Returns whether a switch is on; what is passed if it is not set. */
  public boolean isOn(String name, boolean otherwise) {
    Boolean set = isOn(name);
    return set == null ? otherwise : set;
  }

  /** Returns whether a switch is on; null if it is not set. */
  public @Nullable Boolean isOn(String name) {
    try {
      return environment.getProperty(PREFIX + name, Boolean.class);
    } catch (RuntimeException malformed) {
      throw malformed(name, text(name, ""), "true or false", malformed);
    }
  }

  /** Returns a text; what is passed if it is not set. */
  public String text(String name, String otherwise) {
    return environment.getProperty(PREFIX + name, otherwise);
  }

  /** Returns names that are separated by commas or numbered as in a list of YAML. */
  public Set<String> names(String name) {
    List<String> names = new ArrayList<>();
    for (int i = 0; environment.containsProperty(PREFIX + name + "[" + i + "]"); i++) {
      names.add(text(name + "[" + i + "]", ""));
    }
    names.addAll(
        Arrays.asList(environment.getProperty(PREFIX + name, String[].class, new String[0])));
    return Set.copyOf(names);
  }

  /** Returns the choice of a name, in any case and with any hyphens. */
  public <T> T choice(String name, String otherwise, Map<String, T> choices) {
    String set = text(name, otherwise);
    for (Map.Entry<String, T> choice : choices.entrySet()) {
      if (plain(choice.getKey()).equals(plain(set))) {
        return choice.getValue();
      }
    }
    throw malformed(name, set, "one of " + new TreeSet<>(choices.keySet()), null);
  }

  private static String plain(String choice) {
    return choice.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
  }

  private static MetricsConfigurationException malformed(
      String name, String value, String expected, @Nullable Throwable cause) {
    return new MetricsConfigurationException(
        PREFIX + name + "=" + value + ": expected " + expected, cause);
  }
}
