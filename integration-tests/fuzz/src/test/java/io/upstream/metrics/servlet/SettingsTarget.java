package io.upstream.metrics.servlet;

import io.upstream.metrics.RecorderBuilder;
import io.upstream.metrics.Settings;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.fuzz.Claim;
import io.upstream.metrics.fuzz.Input;
import io.upstream.metrics.fuzz.Requests;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.snapshots.MetricsSnapshots;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an operator has set, rightly or not.
 *
 * <p>A line is {@code e}, {@code p} or {@code b} for the environment, a system property or the
 * builder; a letter for the setting, or {@code ~} for a name of its own in front of {@code =}; and
 * the value.
 */
public final class SettingsTarget {

  private static final List<String> NAMES =
      List.of(
          "METRICS_ENABLED",
          "ENABLE_METRICS",
          "METRICS_JVM",
          "METRICS_MODE",
          "METRICS_LINE_BUDGET",
          "METRICS_BUDGET_CUSTOMER_ID",
          "METRICS_ALLOW_CUSTOMER_ID",
          "METRICS_BUDGET_ENDPOINT",
          "METRICS_ALLOW_ERROR_TYPE",
          "METRICS_ALLOW_NOBODY",
          "METRICS_STORE_IN_DB",
          "METRICS_RETENTION_DAYS",
          "METRICS_ACCESS",
          "METRICS_ALLOWED_IPS",
          "METRICS_TRUSTED_PROXIES",
          "METRICS_AUTH_TOKEN",
          "METRICS_AUTH_TOKEN_FILE",
          "METRICS_ALLOWED_ROLE",
          "METRICS_PATHS",
          "METRICS_AUTO_MOUNT",
          "METRICS_HIDE_UNUSED",
          "METRICS_NATIVE_HISTOGRAMS");
  private static final Set<String> FLAGS =
      Set.of(
          "METRICS_ENABLED",
          "METRICS_HIDE_UNUSED",
          "METRICS_NATIVE_HISTOGRAMS",
          "METRICS_JVM",
          "METRICS_STORE_IN_DB",
          "METRICS_AUTO_MOUNT");
  private static final Set<String> NUMBERS =
      Set.of("METRICS_LINE_BUDGET", "METRICS_RETENTION_DAYS");
  // Tokens, and what may be the names of people: each of them ends in this.
  private static final Set<String> SECRETS =
      Set.of(
          "METRICS_AUTH_TOKEN",
          "METRICS_ALLOW_CUSTOMER_ID",
          "METRICS_ALLOW_ERROR_TYPE",
          "METRICS_ALLOW_NOBODY");
  private static final String CANARY = "c4nary-as-long-as-a-token-is";
  private static final String STRANGER = "203.0.113.77";

  /** The value and the source that a second implementation reads. */
  private record Effective(String source, String value) {}

  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> built = new HashMap<>();
  private boolean foreignNames;
  private boolean learned;

  private SettingsTarget() {}

  /** For the fuzzer, before the clock runs for an input: whatever is needed is loaded. */
  public static void fuzzerInitialize() {
    fuzzerTestOneInput(new byte[0]);
  }

  /** For the fuzzer. */
  public static void fuzzerTestOneInput(byte[] data) {
    SettingsTarget run = new SettingsTarget();
    Input.lines(data).forEach(run::line);
    run.check(data.length % 16 == 1);
  }

  private void line(String line) {
    char by = Input.at(line, 1);
    String name = Input.choose(NAMES, by);
    String value = Input.from(line, 2);
    if (by == '~' && value.indexOf('=') > 0) {
      name = value.substring(0, value.indexOf('='));
      value = value.substring(name.length() + 1);
      foreignNames = true;
    }
    learned |= line.contains(CANARY);
    if (SECRETS.contains(name)) {
      value = value.replaceAll("(?<=[^,\\s])(?=[,\\s]|$)", CANARY);
    }
    if (name.equals("METRICS_AUTH_TOKEN_FILE") && !value.isBlank()) {
      value = "nowhere/" + value; // no file of this machine is to be found
    }
    switch (Input.at(line, 0)) {
      case 'p' ->
          properties.put(by == '~' ? name : name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
      case 'b' -> {
        if (name.startsWith("METRICS_") || name.equals("ENABLE_METRICS")) {
          built.put(name, value);
        }
      }
      default -> environment.put(name, value);
    }
  }

  private void check(boolean build) {
    Settings settings = Settings.of(properties, environment).with(built);
    if (!foreignNames) {
      for (String name : NAMES) {
        read(settings, name.equals("ENABLE_METRICS") ? "METRICS_ENABLED" : name);
      }
    }
    attempt(() -> MetricsSnapshots.retention(settings));
    attempt(() -> MetricsInitializer.paths(settings));
    MetricsAccess access = attempt(() -> MetricsAccess.from(settings));
    if (access != null) {
      door(settings, access);
    }
    RecorderBuilder builder =
        UpstreamRecorder.builder().settings(Settings.of(properties, environment));
    built.forEach(builder::setting);
    attempt(builder::worstCase);
    if (build) {
      UpstreamRecorder recorder = attempt(builder::build);
      if (recorder != null) {
        recorder.close();
      }
    }
  }

  /** Does it, or fails as a wrong setting has to. */
  private <T> @Nullable T attempt(Supplier<T> what) {
    try {
      return what.get();
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      Claim.holds(
          message.matches("(?s).*(?:METRICS_|ENABLE_METRICS|metrics\\.|enable\\.metrics).*"),
          "a refusal that names no setting",
          message);
      Claim.holds(
          message.contains("expected"), "a refusal that does not say what was expected", message);
      Claim.holds(learned || !message.contains(CANARY), "a refusal that shows a secret", message);
      return null;
    }
  }

  private @Nullable Effective effective(String name) {
    Effective found = null;
    for (Map<String, String> where : List.of(environment, properties, built)) {
      for (String each : List.of("ENABLE_METRICS", name)) {
        String written =
            where == properties ? each.toLowerCase(Locale.ROOT).replace('_', '.') : each;
        boolean mine = each.equals(name) || name.equals("METRICS_ENABLED");
        if (mine && where.containsKey(written)) {
          found = new Effective(written, where.get(written));
        }
      }
    }
    return found == null || found.value().isBlank() ? null : found;
  }

  private void read(Settings settings, String name) {
    Effective set = effective(name);
    String value = set == null ? null : set.value().strip();
    Claim.same(settings.text(name), value, "another value", name);
    Claim.same(settings.list(name), parts(value), "another list", name);
    if (FLAGS.contains(name)) {
      String lower = value == null ? "true" : value.toLowerCase(Locale.ROOT);
      boolean on = List.of("true", "1", "yes").contains(lower);
      boolean off = List.of("false", "0", "no").contains(lower);
      same(() -> settings.flag(name, true), (on || off) ? on : null, set);
    } else if (NUMBERS.contains(name)) {
      same(() -> settings.number(name, 5), value == null ? Long.valueOf(5) : number(value), set);
    } else if (name.equals("METRICS_MODE")) {
      Mode mode = value == null ? Mode.ENFORCE : null;
      for (Mode each : Mode.values()) {
        mode = each.name().equalsIgnoreCase(value) ? each : mode;
      }
      same(() -> settings.choice(name, Mode.class, Mode.ENFORCE), mode, set);
    }
  }

  /** Null stands for what has to be refused. */
  private static <T> void same(Supplier<T> ours, @Nullable T other, @Nullable Effective set) {
    T read;
    try {
      read = ours.get();
    } catch (IllegalArgumentException e) {
      Claim.holds(
          set != null
              && e.getMessage()
                  .startsWith(set.source() + "=" + set.value().strip() + ": expected "),
          "a refusal of another form",
          e.getMessage());
      read = null;
    }
    Claim.same(read, other, "another reading", set);
  }

  private static @Nullable Long number(String text) {
    try {
      BigInteger number = new BigInteger(text);
      return number.signum() >= 0 && number.bitLength() < 64 ? number.longValue() : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static List<String> parts(@Nullable String list) {
    List<String> parts = new ArrayList<>();
    StringTokenizer tokens = new StringTokenizer(list == null ? "" : list, ",");
    while (tokens.hasMoreTokens()) {
      String part = tokens.nextToken().strip();
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    return parts;
  }

  /** Nobody is let in whom nothing lets in. */
  private static void door(Settings settings, MetricsAccess access) {
    boolean open = "open".equalsIgnoreCase(settings.text("METRICS_ACCESS"));
    boolean byAddress = settings.text("METRICS_ALLOWED_IPS") != null;
    boolean stranger = access.mayRead(Requests.from(STRANGER).request());
    Claim.holds(!stranger || open || byAddress, "the door is open", settings);
    Claim.holds(stranger || !open, "it was to be open", settings);
    for (String list : settings.list("METRICS_AUTH_TOKEN")) {
      for (String token : list.split("\\s+")) {
        boolean known =
            access.mayRead(Requests.from(STRANGER).with("X-Metrics-Token", token).request());
        Claim.holds(known, "its own token does not open", settings);
        boolean guessed =
            access.mayRead(Requests.from(STRANGER).with("X-Metrics-Token", token + ",").request());
        Claim.holds(!guessed || open || byAddress, "another token opens", settings);
      }
    }
  }
}
