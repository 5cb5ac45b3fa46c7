package io.upstream.metrics.tools.promql;

import java.time.Duration;

/** How far back a rate looks. */
public enum Window {
  M1("1m", Duration.ofMinutes(1)),
  M5("5m", Duration.ofMinutes(5)),
  M10("10m", Duration.ofMinutes(10)),
  M15("15m", Duration.ofMinutes(15)),
  M30("30m", Duration.ofMinutes(30)),
  H1("1h", Duration.ofHours(1)),
  H2("2h", Duration.ofHours(2)),
  H6("6h", Duration.ofHours(6)),
  H24("24h", Duration.ofHours(24)),
  D1("1d", Duration.ofDays(1));

  private final String text;
  private final Duration length;

  Window(String text, Duration length) {
    this.text = text;
    this.length = length;
  }

  /** The window as time. */
  public Duration length() {
    return length;
  }

  /** As PromQL writes it. */
  public String text() {
    return text;
  }

  String in(Place place) {
    return place == Place.PANEL ? "$__rate_interval" : text;
  }
}
