package io.upstream.metrics.tools.promql;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time range of a rate, as PromQL writes it: {@code 5m}.
 *
 * <p>In a panel Grafana replaces a window of at most five minutes by its own. A longer one stays,
 * because rare events need it at any zoom.
 *
 * @param text the length as PromQL writes it
 * @param wholeRange true if a panel replaces it by its whole time range
 */
public record Window(String text, boolean wholeRange) {

  // This must be first, because the constants are checked against it.
  private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,5})([smhdw])");

  public static final Window M1 = new Window("1m", false);
  public static final Window M5 = new Window("5m", false);
  public static final Window M10 = new Window("10m", false);
  public static final Window M15 = new Window("15m", false);
  public static final Window M30 = new Window("30m", false);
  public static final Window H1 = new Window("1h", false);
  public static final Window H2 = new Window("2h", false);
  public static final Window H6 = new Window("6h", false);
  public static final Window H24 = new Window("24h", false);
  public static final Window D1 = new Window("1d", false);
  public static final Window D3 = new Window("3d", false);

  /** Checks the form. */
  public Window {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a length of time such as 30s, 5m, 2h or 3d".formatted(text));
    }
  }

  /** Returns the window that PromQL writes as {@code text}. */
  public static Window of(String text) {
    return new Window(text, false);
  }

  /** Returns the same window, which in a panel is the panel's whole range of time. */
  public Window orWholeRange() {
    return new Window(text, true);
  }

  /** Returns the window as time. */
  public Duration length() {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalStateException(text);
    }
    long number = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> Duration.ofDays(7 * number);
    };
  }

  String in(Place place) {
    if (place != Place.PANEL) {
      return text;
    }
    if (wholeRange) {
      return "$__range";
    }
    return length().compareTo(M5.length()) > 0 ? text : "$__rate_interval";
  }

  @Override
  public String toString() {
    return text;
  }
}
