package io.upstream.metrics.monitoring;

import io.upstream.metrics.monitoring.query.JobQueries;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Hours of two instances' pages, as Prometheus would have scraped them, written down in a moment.
 *
 * <p>Because the scrapes fall on whole steps and every window is whole steps long, what a rate
 * answers is exact, and can be compared with the ledger to the last digit.
 */
final class SimulatedHistory {

  static final int STEP = 30;
  static final int STEPS = 300;

  final Ledger ledger = new Ledger();
  private final long end;
  private int exporterRounds;

  SimulatedHistory(long end) {
    this.end = end;
  }

  /** Writes all of it in the OpenMetrics format, with times. */
  void write(Path file) throws IOException {
    try (SimulatedInstance a = new SimulatedInstance(0, ledger);
        SimulatedInstance b = new SimulatedInstance(1, ledger);
        BufferedWriter out = Files.newBufferedWriter(file)) {
      List<SimulatedInstance> instances = List.of(a, b);
      for (int step = 0; step < STEPS; step++) {
        ledger.at(step * STEP);
        long time = end - (long) (STEPS - 1 - step) * STEP;
        for (int i = 0; i < instances.size(); i++) {
          instances.get(i).step(step);
          String target = "job=\"upstream\",instance=\"app-" + (i + 1) + ":8000\"";
          out.write("up{" + target + "} 1 " + time + "\n");
          write(instances.get(i).page(), target, time, out);
        }
        write(others(), "", time, out);
      }
      out.write("# EOF\n");
    }
  }

  static void write(String page, String target, long time, BufferedWriter out) throws IOException {
    for (String line : page.split("\n")) {
      if (!line.startsWith("#")) {
        int value = line.lastIndexOf(' ');
        int labels = line.indexOf('{');
        if (target.isEmpty()) {
          out.write(line);
        } else if (labels >= 0 && labels < value) {
          out.write(line.substring(0, labels + 1) + target + "," + line.substring(labels + 1));
        } else {
          out.write(line.substring(0, value) + "{" + target + "}" + line.substring(value));
        }
        out.write(" " + time + "\n");
      }
    }
  }

  /** Returns the series of the sibling platforms and of the exporters. */
  private String others() {
    long n = ++exporterRounds;
    String fiko = "job=\"fiko\",instance=\"fiko:8000\"";
    String request = "method=\"GET\",endpoint=\"/posts\",view=\"Posts\",";
    StringBuilder page = new StringBuilder();
    line(page, "up", fiko, 1);
    line(page, "django_http_requests_total", request + "status=\"200\"," + fiko, 9 * n);
    line(page, "django_http_requests_total", request + "status=\"503\"," + fiko, n);
    line(page, "django_http_responses_total_by_status_total", "status=\"200\"," + fiko, 9 * n);
    line(page, "django_http_responses_total_by_status_total", "status=\"503\"," + fiko, n);
    for (String bound : List.of("1.0", "2.0", "2.5", "+Inf")) {
      line(
          page,
          "django_http_request_duration_seconds_bucket",
          request + "le=\"" + bound + "\"," + fiko,
          bound.equals("1.0") ? 0 : 10 * n);
    }
    line(page, "django_http_request_duration_seconds_sum", request + fiko, 15 * n);
    line(page, "django_http_request_duration_seconds_count", request + fiko, 10 * n);
    line(page, "django_db_queries_total", "query_type=\"select\",status=\"success\"," + fiko, n);
    line(page, "celery_tasks_total", "name=\"mail\",state=\"success\"," + fiko, 3 * n);
    line(page, "celery_tasks_total", "name=\"mail\",state=\"failure\"," + fiko, n);
    line(page, "celery_queue_length", "queue_name=\"mail\"," + fiko, 4);
    line(page, "celery_workers", fiko, 2);
    fiko(page, fiko, n);
    module(page, "job=\"module\",instance=\"module:8000\"", n);
    for (int app = 1; app <= 2; app++) {
      String target = "job=\"upstream\",instance=\"app-" + app + ":8000\"";
      line(page, "hikaricp_connections_active", "pool=\"claims\"," + target, 3);
    }
    line(page, JobQueries.LAST_SUCCESS, "job_type=\"nightly\",job=\"nightly\"", end - 600);
    String postgres = "job=\"postgres\",instance=\"postgres-exporter:9187\"";
    line(page, "up", postgres, 1);
    line(page, "pg_up", postgres, 1);
    String claims = "datname=\"claims\"," + postgres;
    line(page, "pg_stat_database_numbackends", claims, 12);
    line(page, "pg_stat_database_xact_commit", claims, 50 * n);
    line(page, "pg_stat_database_xact_rollback", claims, n);
    line(page, "pg_stat_database_blks_hit", claims, 900 * n);
    line(page, "pg_stat_database_blks_read", claims, 100 * n);
    line(page, "pg_stat_database_deadlocks", claims, n / 100);
    String redis = "job=\"redis\",instance=\"redis-exporter:9121\"";
    line(page, "up", redis, 1);
    line(page, "redis_up", redis, 1);
    line(page, "redis_memory_used_bytes", redis, 95);
    line(page, "redis_memory_max_bytes", redis, 100);
    line(page, "redis_connected_clients", redis, 7);
    line(page, "redis_commands_processed_total", redis, 300 * n);
    line(page, "redis_keyspace_hits_total", redis, 90 * n);
    line(page, "redis_keyspace_misses_total", redis, 10 * n);
    return page.toString();
  }

  private static void fiko(StringBuilder page, String fiko, long n) {
    histogram(page, "django_db_query_duration_seconds", "query_type=\"select\"," + fiko, n);
    line(page, "django_db_connections_active", fiko, 4);
    line(page, "django_cache_hits_total", "backend=\"redis\"," + fiko, 8 * n);
    line(page, "django_cache_misses_total", "backend=\"redis\"," + fiko, 2 * n);
    histogram(page, "celery_task_duration_seconds", "name=\"mail\"," + fiko, n);
    String model = "model=\"small\",";
    line(page, "django_ai_requests_total", model + "status=\"success\"," + fiko, n);
    histogram(page, "django_ai_request_duration_seconds", model + fiko, n);
    line(page, "django_ai_tokens_consumed_total", model + "token_type=\"prompt\"," + fiko, 90 * n);
    line(page, "django_workflow_executions_total", "status=\"success\"," + fiko, n);
    histogram(page, "django_workflow_execution_duration_seconds", fiko, n);
    line(page, "django_workflow_actions_total", "action_type=\"mail\"," + fiko, n);
    String password = "method=\"password\",";
    line(page, "django_auth_attempts_total", password + "status=\"success\"," + fiko, n);
    line(page, "django_user_registrations_total", fiko, n);
    line(page, "django_user_logins_total", password + fiko, n);
    line(page, "django_active_users_total", fiko, 12);
    line(page, "django_websocket_connections_active", fiko, 6);
    String charge = "type=\"charge\",";
    line(page, "django_billing_transactions_total", charge + "status=\"success\"," + fiko, n);
    line(page, "django_system_memory_usage_bytes", "type=\"rss\"," + fiko, 300_000_000);
    line(page, "django_system_cpu_usage_percent", fiko, 35);
  }

  private static void module(StringBuilder page, String module, long n) {
    line(page, "up", module, 1);
    // It stands still, so that the ledger's requests of Fiko are all there are.
    String list = "method=\"GET\",view=\"List\",";
    line(page, "django_http_requests_total", list + "status=\"200\"," + module, 9);
    histogram(page, "django_http_request_duration_seconds", list + module, 1);
    line(page, "celery_tasks_total", "task=\"mail\",status=\"success\"," + module, n);
    histogram(page, "celery_task_duration_seconds", "task=\"mail\"," + module, n);
    line(page, "django_user_registrations_total", module, n);
    line(page, "django_user_logins_total", "method=\"password\"," + module, n);
    line(page, "django_active_users_total", module, 12);
    String orders = "type=\"orders\",";
    line(page, "django_custom_metric_total", orders + "action=\"created\"," + module, n);
    line(page, "django_custom_metric_current", orders + module, 5);
    line(page, "django_process_memory_bytes", module, 200_000_000);
    line(page, "django_process_cpu_percent", module, 20);
    line(page, "django_process_threads_total", module, 30);
    line(page, "django_process_open_files_total", module, 40);
  }

  private static void histogram(StringBuilder page, String name, String labels, long n) {
    line(page, name + "_bucket", "le=\"0.1\"," + labels, 9 * n);
    line(page, name + "_bucket", "le=\"0.25\"," + labels, 10 * n);
    line(page, name + "_bucket", "le=\"+Inf\"," + labels, 10 * n);
    line(page, name + "_sum", labels, 4 * n);
    line(page, name + "_count", labels, 10 * n);
  }

  private static void line(StringBuilder page, String name, String labels, long value) {
    page.append(name).append('{').append(labels).append("} ").append(value).append('\n');
  }
}
