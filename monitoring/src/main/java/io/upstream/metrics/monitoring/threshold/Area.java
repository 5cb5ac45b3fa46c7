package io.upstream.metrics.monitoring.threshold;

import java.util.Locale;

/** The areas of alerts; alerts of one area and job are one notification. */
public enum Area {
  AVAILABILITY,
  ERRORS,
  LATENCY,
  DELIVERY,
  DATA,
  JOBS,
  DATABASE,
  CACHE,
  RESOURCES,
  METRICS,
  MONITORING;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
