package io.upstream.metrics.docs.monitoring;

import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.label.Budget;
import io.upstream.metrics.label.ClosedLabel;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.HttpMethod;
import io.upstream.metrics.label.HttpStatus;
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.label.QueueName;
import io.upstream.metrics.label.SqlOperation;
import io.upstream.metrics.label.View;
import org.jspecify.annotations.Nullable;

/** Families of the sibling platforms that their queries and dashboards read. */
final class SiblingFamilies {

  static final CounterFamily<FikoRequestLabels> FIKO_REQUESTS =
      CounterFamily.named("django_http_requests_total")
          .help("Requests answered.")
          .labels(FikoRequestLabels.class);

  static final HistogramFamily<FikoRequestLabels> FIKO_LATENCY =
      HistogramFamily.named("django_http_request_duration_seconds")
          .buckets(0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2, 2.5, 5, 7.5, 10)
          .help("Time to answer a request.")
          .labels(FikoRequestLabels.class);

  static final CounterFamily<FikoQueryLabels> FIKO_QUERIES =
      CounterFamily.named("django_db_queries_total")
          .help("Statements executed, by what they do.")
          .labels(FikoQueryLabels.class);

  static final CounterFamily<TaskLabels> FIKO_TASKS =
      CounterFamily.named("celery_tasks_total").help("Tasks by state.").labels(TaskLabels.class);

  static final GaugeFamily<QueueLabels> FIKO_QUEUE =
      GaugeFamily.named("celery_queue_length").help("Tasks waiting.").labels(QueueLabels.class);

  static final GaugeFamily<NoLabels> FIKO_WORKERS =
      GaugeFamily.named("celery_workers").help("Workers alive.").noLabels();

  static final CounterFamily<ModuleRequestLabels> MODULE_REQUESTS =
      CounterFamily.named("django_http_requests_total")
          .help("Requests answered.")
          .labels(ModuleRequestLabels.class);

  static final HistogramFamily<ModuleLatencyLabels> MODULE_LATENCY =
      HistogramFamily.named("django_http_request_duration_seconds")
          .buckets(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10)
          .help("Time to answer a request.")
          .labels(ModuleLatencyLabels.class);

  private SiblingFamilies() {}

  record FikoRequestLabels(HttpMethod method, Endpoint endpoint, HttpStatus status) {}

  record FikoQueryLabels(SqlOperation queryType, QueryStatus status) {}

  record TaskLabels(TaskName name, TaskState state) {}

  record QueueLabels(QueueName queueName) {}

  record ModuleRequestLabels(HttpMethod method, View view, HttpStatus status) {}

  record ModuleLatencyLabels(HttpMethod method, View view) {}

  enum QueryStatus implements ClosedLabel {
    SUCCESS,
    ERROR
  }

  enum TaskState implements ClosedLabel {
    STARTED,
    SUCCESS,
    FAILURE,
    RETRY,
    REJECTED
  }

  @Budget(100)
  record TaskName(@Nullable String value) implements OpenLabel {}
}
