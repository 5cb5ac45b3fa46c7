package io.upstream.metrics;

import io.upstream.metrics.guard.SafeLogger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an operator: the builder has precedence over system properties, and they over the
 * environment.
 *
 * <p>A setting has the name of its environment variable; the system property of {@code
 * METRICS_AUTH_TOKEN} is {@code metrics.auth.token}. All settings are read at once, so that a
 * recorder does not change while it is in use.
 */
public final class Settings {

  private static final Map<String, String> ALIASES = Map.of("ENABLE_METRICS", "METRICS_ENABLED");
  private static final System.Logger LOG = SafeLogger.of(Settings.class);

  // Python services need this variable to show several processes on one page. In Java all threads
  // share one recorder.
  private static final String SHARED_DIRECTORY = "PROMETHEUS_MULTIPROC_DIR";
  static final AtomicBoolean IGNORED = new AtomicBoolean();

  // Settings are the system properties that begin with one of these words. A process has about a
  // hundred other properties.
  private static final List<String> FIRST_WORDS = List.of("metrics", "enable", "prometheus");

  private static final Set<String> TRUE = Set.of("true", "1", "yes");
  private static final Set<String> FALSE = Set.of("false", "0", "no");

  private static final Pattern TIME = Pattern.compile("([0-9]{1,6})([smhd])");

  private final Map<String, Setting> values;

  private Settings(Map<String, Setting> values) {
    this.values = values;
  }

  /**
   * A value and its source.
   *
   * @param source the name as the operator wrote it, for messages
   */
  private record Setting(String source, String value) {}

  /** Returns the current settings of this process. */
  public static Settings system() {
    Map<String, String> properties = new HashMap<>();
    for (String name : System.getProperties().stringPropertyNames()) {
      if (settingOf(name) != null) {
        properties.put(name, System.getProperty(name, ""));
      }
    }
    return of(properties, System.getenv());
  }

  /**
   * Returns settings that are read from the given maps instead of the system properties and the
   * environment.
   */
  public static Settings of(Map<String, String> properties, Map<String, String> environment) {
    Map<String, Setting> values = new TreeMap<>();
    environment.forEach(
        (name, value) -> {
          if (isOurs(name)) {
            put(values, environment.keySet(), name, new Setting(name, value));
          }
        });
    Map<String, Setting> ours = new TreeMap<>();
    properties.forEach(
        (name, value) -> {
          String setting = settingOf(name);
          if (setting != null) {
            ours.put(setting, new Setting(name, value));
          }
        });
    ours.forEach((name, setting) -> put(values, ours.keySet(), name, setting));
    return new Settings(values);
  }

  /** Returns the name of the setting for a system property; null if it is not a setting. */
  private static @Nullable String settingOf(String property) {
    boolean maybe = false;
    for (String word : FIRST_WORDS) {
      maybe |= property.startsWith(word);
    }
    if (!maybe || !property.equals(property.toLowerCase(Locale.ROOT))) {
      return null;
    }
    String name = property.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    return isOurs(name) ? name : null;
  }

  /**
   * Adds a setting with precedence over other sources; an old name has no effect if the new one is
   * set, too.
   */
  private static void put(
      Map<String, Setting> values, Set<String> beside, String name, Setting setting) {
    String today = ALIASES.get(name);
    if (today == null) {
      values.put(name, setting);
    } else if (!beside.contains(today)) {
      values.put(today, setting);
    }
  }

  /** Returns whether a name, in the form of the environment, is that of a setting. */
  static boolean isOurs(String name) {
    return name.startsWith("METRICS_")
        || ALIASES.containsKey(name)
        || name.equals(SHARED_DIRECTORY);
  }

  /** Returns these settings with others that have precedence. */
  public Settings with(Map<String, String> others) {
    Map<String, Setting> values = new TreeMap<>(this.values);
    others.forEach((name, value) -> put(values, others.keySet(), name, new Setting(name, value)));
    return new Settings(values);
  }

  /** Logs once in a process which settings have no effect here. */
  void reportIgnored() {
    if (text(SHARED_DIRECTORY) != null && IGNORED.compareAndSet(false, true)) {
      LOG.log(
          System.Logger.Level.INFO,
          "{0} is set and ignored: one process has one recorder, which its threads share",
          source(SHARED_DIRECTORY));
    }
  }

  /** Returns the names that are set and begin with a prefix. */
  public Set<String> names(String prefix) {
    Set<String> names = new TreeSet<>(values.keySet());
    names.removeIf(name -> !name.startsWith(prefix) || text(name) == null);
    return names;
  }

  /** Returns a setting without surrounding space; null if it is not set or blank. */
  public @Nullable String text(String name) {
    Setting setting = values.get(name);
    return setting == null || setting.value().isBlank() ? null : setting.value().strip();
  }

  /** Returns a setting that is on or off. */
  public boolean flag(String name, boolean standard) {
    String value = text(name);
    if (value == null) {
      return standard;
    }
    String lower = value.toLowerCase(Locale.ROOT);
    if (TRUE.contains(lower) || FALSE.contains(lower)) {
      return TRUE.contains(lower);
    }
    throw malformed(source(name), value, "true, false, 1, 0, yes or no");
  }

  /** Returns a setting that is a whole number of 0 or more. */
  public long number(String name, long standard) {
    String value = text(name);
    if (value == null) {
      return standard;
    }
    try {
      long number = Long.parseLong(value);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // reported below, together with negative numbers
    }
    throw malformed(source(name), value, "a whole number of 0 or more");
  }

  /**
   * Returns a setting that is a time, as {@code 90s}, {@code 30m}, {@code 24h}, {@code 7d} or 0.
   */
  Duration duration(String name, Duration standard) {
    String value = text(name);
    if (value == null) {
      return standard;
    }
    Matcher time = TIME.matcher(value);
    if (time.matches()) {
      String unit = time.group(2).equals("d") ? "h" : time.group(2);
      long factor = time.group(2).equals("d") ? 24 : 1;
      return Duration.parse("PT" + Long.parseLong(time.group(1)) * factor + unit);
    }
    if (value.equals("0")) {
      return Duration.ZERO;
    }
    throw malformed(source(name), value, "a time like 30m, 24h or 7d, or 0");
  }

  /** Returns a setting that is one of an enum's constants, in any case. */
  public <E extends Enum<E>> E choice(String name, Class<E> type, E standard) {
    String value = text(name);
    if (value == null) {
      return standard;
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(value)) {
        return constant;
      }
    }
    throw malformed(source(name), value, "one of " + List.of(type.getEnumConstants()));
  }

  /** Returns a setting that is a list with commas between its parts; empty if it is not set. */
  public List<String> list(String name) {
    List<String> parts = new ArrayList<>();
    String value = text(name);
    for (String part : value == null ? new String[0] : value.split(",", -1)) {
      if (!part.isBlank()) {
        parts.add(part.strip());
      }
    }
    return parts;
  }

  /** Returns what to throw about a setting whose value cannot be used. */
  IllegalArgumentException malformed(String name, String expected) {
    return malformed(source(name), String.valueOf(text(name)), expected);
  }

  private String source(String name) {
    Setting setting = values.get(name);
    return setting == null ? name : setting.source();
  }

  /**
   * Returns the exception for a value that cannot be read; it names the setting, the value and the
   * cure.
   */
  public static IllegalArgumentException malformed(String name, String value, String expected) {
    return new IllegalArgumentException(name + "=" + value + ": expected " + expected);
  }

  /** Returns a text with the names only, because a value may be a secret. */
  @Override
  public String toString() {
    return "Settings" + values.keySet();
  }
}
