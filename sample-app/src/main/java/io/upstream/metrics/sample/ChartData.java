package io.upstream.metrics.sample;

import io.upstream.metrics.console.ChartHistory;
import java.time.Duration;

/** The sums that the charts of {@code static/dashboards.js} are drawn from. */
final class ChartData {

  private ChartData() {}

  static ChartHistory every(Duration interval) {
    return ChartHistory.every(interval)
        .sum("django_http_requests_total_by_method_total", "method")
        .sum("django_http_responses_total_by_status_total", "status")
        .sum("django_http_requests_total_by_view_transport_method_total", "view")
        .sum("django_http_requests_latency_seconds_by_view_method_bucket", "le")
        .sum("django_db_execute_total", "alias")
        .sum("django_db_query_duration_seconds_bucket", "le")
        .sum("django_db_connections_active", "alias")
        .sum("django_model_inserts_total")
        .sum("django_model_updates_total")
        .sum("django_model_deletes_total")
        .sum("upstream_claim_records_ingested_total", "status")
        .min("upstream_data_quality_score", "metric_type")
        .sum("upstream_drift_event_detected_total", "drift_type")
        .sum("upstream_alert_created_total", "product")
        .sum("upstream_alert_delivered_total")
        .sum("upstream_alert_failed_total")
        .sum("upstream_alert_suppressed_total", "reason")
        .sum("upstream_denial_signal_total", "signal_type")
        .sum("upstream_report_generated_total", "report_type")
        .sum("upstream_background_job_started_total", "job_type")
        .sum("upstream_background_job_completed_total")
        .sum("upstream_background_job_failed_total", "job_type", "error_type")
        .sum("upstream_background_queue_length", "queue_name")
        .sum("process_cpu_seconds_total")
        .sum("jvm_memory_used_bytes", "area")
        .sum("jvm_threads_current")
        .sum("process_open_fds");
  }
}
