package io.upstream.metrics.monitoring.threshold;

import io.upstream.metrics.tools.Alert;
import io.upstream.metrics.tools.Dashboard;
import io.upstream.metrics.tools.promql.Window;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The settings of the alerts that an operator may change: the file {@code
 * monitoring/thresholds.yml}.
 *
 * <p>The file has exactly the keys that alerts use: {@link #requireAllUsed} refuses a key that no
 * alert used, for example a misspelt one.
 */
public final class Thresholds {

  /** The file below {@code monitoring/}. */
  public static final String FILE = "thresholds.yml";

  private static final List<String> SEVERITIES = List.of("critical", "warning", "info", "none");
  private static final Pattern LASTING = Pattern.compile("\\d{1,4}[smhd]");

  /** Those that the generator was built with. */
  public static final Thresholds COMMITTED = read();

  private final Map<String, Map<String, Object>> alerts = new LinkedHashMap<>();
  private final Map<String, Object> links = new LinkedHashMap<>();
  private final Set<String> used = new TreeSet<>();

  private Thresholds(Map<String, Object> document) {
    links.putAll(section(document, "links"));
    section(document, "alerts")
        .forEach((name, settings) -> alerts.put(name, map("alerts." + name, settings)));
    for (String key : document.keySet()) {
      if (!key.equals("links") && !key.equals("alerts")) {
        throw wrong(key, "is not known", "links or alerts");
      }
    }
  }

  private static Thresholds read() {
    try (InputStream file = Thresholds.class.getResourceAsStream("/" + FILE)) {
      if (file == null) {
        throw new IllegalStateException("monitoring/" + FILE + " is not on the class path");
      }
      return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns those that a file's text sets. */
  public static Thresholds parse(String yaml) {
    Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    return new Thresholds(map("the file", document));
  }

  /** Returns the address that the dashboards are below. */
  public String dashboards() {
    return address("dashboards");
  }

  /** Returns the address of the runbook's page. */
  String runbook() {
    return address("runbook");
  }

  /** Returns the settings of an alert. */
  public Rule of(String alert) {
    Map<String, Object> settings = alerts.get(alert);
    if (settings == null) {
      throw wrong("alerts." + alert, "is missing", "severity, for and the alert's thresholds");
    }
    Rule rule = new Rule(alert, settings);
    rule.severity();
    rule.lasting();
    return rule;
  }

  /** Refuses settings that no alert asked for. */
  public void requireAllUsed() {
    dashboards();
    runbook();
    alerts.forEach(
        (alert, settings) -> {
          for (String key : settings.keySet()) {
            if (!used.contains(alert + "." + key)) {
              throw wrong(
                  "alerts." + alert + "." + key, "is not known", "a key that this alert has");
            }
          }
        });
    for (String key : links.keySet()) {
      if (!used.contains("links." + key)) {
        throw wrong("links." + key, "is not known", "dashboards or runbook");
      }
    }
  }

  private String address(String key) {
    used.add("links." + key);
    Object value = links.get(key);
    if (value instanceof String text && text.matches("https?://\\S+[^/\\s]")) {
      return text;
    }
    throw wrong("links." + key, "is " + value, "an http address without a slash at its end");
  }

  private static Map<String, Object> section(Map<String, Object> document, String key) {
    return map(key, document.get(key));
  }

  private static Map<String, Object> map(String where, @Nullable Object value) {
    if (!(value instanceof Map<?, ?> found)) {
      throw wrong(where, "is " + value, "a mapping");
    }
    Map<String, Object> copy = new LinkedHashMap<>();
    found.forEach((key, each) -> copy.put(String.valueOf(key), each));
    return copy;
  }

  private static IllegalArgumentException wrong(String where, String what, String expected) {
    return new IllegalArgumentException(
        "monitoring/%s: %s %s; expected %s".formatted(FILE, where, what, expected));
  }

  /** The settings of one alert. */
  public final class Rule {

    private final String alert;
    private final Map<String, Object> settings;

    private Rule(String alert, Map<String, Object> settings) {
      this.alert = alert;
      this.settings = settings;
    }

    /** Returns the alert without its condition and texts. */
    public Alert alert(Area area, Dashboard dashboard) {
      return Alert.of(alert, lasting(), severity())
          .label("area", area.label())
          .annotation(
              "dashboard", dashboards() + "/d/" + dashboard.uid() + "?var-job={{ $labels.job }}")
          .annotation("runbook_url", runbook() + "#" + alert.toLowerCase(Locale.ROOT));
    }

    public String name() {
      return alert;
    }

    /** Returns the severity, by which Alertmanager routes the alert. */
    public String severity() {
      String severity = text("severity");
      if (!SEVERITIES.contains(severity)) {
        throw wrong(where("severity"), "is " + severity, String.join(", ", SEVERITIES));
      }
      return severity;
    }

    /** Returns how long the condition has to hold. */
    public String lasting() {
      String lasting = text("for");
      if (!LASTING.matcher(lasting).matches()) {
        throw wrong(where("for"), "is " + lasting, "a length of time such as 0m, 5m or 2h");
      }
      return lasting;
    }

    /** Returns a window, or a length of time. */
    public Window window(String key) {
      String text = text(key);
      try {
        return Window.of(text);
      } catch (IllegalArgumentException e) {
        throw wrong(where(key), "is " + text, "a length of time such as 30s, 5m, 2h or 3d");
      }
    }

    /** Returns a length of time in seconds. */
    public double seconds(String key) {
      return (double) window(key).length().toSeconds();
    }

    /** Returns a number that is not negative. */
    public double number(String key) {
      if (value(key) instanceof Number number && number.doubleValue() >= 0) {
        return number.doubleValue();
      }
      throw wrong(where(key), "is " + value(key), "a number that is not negative");
    }

    /** Returns a number as a text shows it. */
    public String shown(String key) {
      return decimal(number(key));
    }

    /** Returns a share between 0 and 1. */
    public double ratio() {
      double ratio = number("ratio");
      if (ratio > 1) {
        throw wrong(where("ratio"), "is " + ratio, "a share between 0 and 1");
      }
      return ratio;
    }

    /** Returns the share as a percentage. */
    public String percent() {
      return decimal(ratio() * 100) + "%";
    }

    /** Returns a text. */
    public String text(String key) {
      if (value(key) instanceof String text) {
        return text;
      }
      throw wrong(where(key), "is " + value(key), "a text");
    }

    private Object value(String key) {
      used.add(alert + "." + key);
      Object value = settings.get(key);
      if (value == null) {
        throw wrong(where(key), "is missing", "a value");
      }
      return value;
    }

    private String where(String key) {
      return "alerts." + alert + "." + key;
    }
  }

  /** Returns a number without digits that it does not need. */
  public static String decimal(double value) {
    return new DecimalFormat("0.####", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
  }
}
