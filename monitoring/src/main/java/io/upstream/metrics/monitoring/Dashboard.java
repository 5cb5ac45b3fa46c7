package io.upstream.metrics.monitoring;

import java.util.List;

/**
 * A dashboard of Grafana.
 *
 * @param uid its address in Grafana, for good
 * @param file the file's name without its ending
 * @param title what it is called
 * @param description what it is for
 * @param services what lists the services that it is about
 * @param rows what it shows
 */
record Dashboard(
    String uid, String file, String title, String description, Services services, List<Row> rows) {

  /** The services that the variable job offers, found by a family that each of them exports. */
  enum Services {
    /** Every service of the platform, in Java or Python, before its first request too. */
    ALL(
        "{__name__=~\"upstream_metrics_build_info|django_http_requests_before_middlewares_total\"}"),
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

    String selector() {
      return selector;
    }
  }

  /**
   * Panels below one heading.
   *
   * @param title the heading
   * @param panels what stands below it
   */
  record Row(String title, List<Panel> panels) {

    static Row of(String title, Panel... panels) {
      return new Row(title, List.of(panels));
    }
  }

  /** All panels, from top to bottom. */
  List<Panel> panels() {
    return rows.stream().flatMap(row -> row.panels().stream()).toList();
  }
}
