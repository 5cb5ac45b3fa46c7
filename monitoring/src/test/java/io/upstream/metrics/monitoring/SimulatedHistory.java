package io.upstream.metrics.monitoring;

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

  private static void write(String page, String target, long time, BufferedWriter out)
      throws IOException {
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

  /** What the siblings and the exporters say. */
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
    String postgres = "job=\"postgres\",instance=\"postgres-exporter:9187\"";
    line(page, "up", postgres, 1);
    line(page, "pg_up", postgres, 1);
    line(page, "pg_stat_database_numbackends", "datname=\"claims\"," + postgres, 12);
    String redis = "job=\"redis\",instance=\"redis-exporter:9121\"";
    line(page, "up", redis, 1);
    line(page, "redis_up", redis, 1);
    line(page, "redis_memory_used_bytes", redis, 95);
    line(page, "redis_memory_max_bytes", redis, 100);
    return page.toString();
  }

  private static void line(StringBuilder page, String name, String labels, long value) {
    page.append(name).append('{').append(labels).append("} ").append(value).append('\n');
  }
}
