package io.upstream.metrics.monitoring;

import java.util.Locale;

/** The areas of alerts; alerts of one area and job are one notification. */
enum Area {
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

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
