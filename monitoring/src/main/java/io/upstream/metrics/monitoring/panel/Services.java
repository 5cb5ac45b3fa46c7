package io.upstream.metrics.monitoring.panel;

import io.upstream.metrics.tools.Dashboard;
import java.util.Arrays;

/** The services that a dashboard's variable job offers, found by a family that each exports. */
public enum Services {
  /** Every service of the platform, in Java or Python, before its first request too. */
  ALL("{__name__=~\"upstream_metrics_build_info|django_http_requests_before_middlewares_total\"}"),
  /** Fiko's services and workers. */
  FIKO("up{job=~\"fiko.*|celery.*\"}"),
  /** Services that use the module template. */
  MODULE("{__name__=~\"django_process_threads_total|django_user_registrations_total\"}"),
  /** The exporters of PostgreSQL and Redis. */
  STORES("{__name__=~\"pg_up|redis_up\"}"),
  /** Every service, and what Fiko runs in Python. */
  PROCESSES("{__name__=~\"upstream_metrics_build_info|python_info|jvm_runtime_info\"}");

  private final String selector;

  Services(String selector) {
    this.selector = selector;
  }

  /** Returns the services of a dashboard of the platform. */
  public static Services of(Dashboard dashboard) {
    return Arrays.stream(values())
        .filter(each -> each.selector.equals(dashboard.services()))
        .findFirst()
        .orElseThrow();
  }

  String selector() {
    return selector;
  }
}
