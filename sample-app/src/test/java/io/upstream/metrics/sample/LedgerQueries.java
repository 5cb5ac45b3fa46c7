package io.upstream.metrics.sample;

import static java.util.Map.entry;

import io.upstream.metrics.sample.ledger.LedgerEvent;
import io.upstream.metrics.testing.PageText;
import io.upstream.metrics.testing.PrometheusServer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Where the metrics say what the ledger says. */
final class LedgerQueries {

  /** By event: the name of the samples to add up, and the matcher that selects them, or nothing. */
  static final Map<LedgerEvent, String[]> SAMPLES =
      Map.ofEntries(
          entry(LedgerEvent.REQUEST_SERVED, of("django_http_requests_total_by_method_total")),
          entry(LedgerEvent.API_CALL, of("upstream_api_endpoint_calls_total")),
          entry(LedgerEvent.RATE_LIMIT_HIT, of("upstream_api_rate_limit_hit_total")),
          entry(
              LedgerEvent.CLAIM_SUCCESS,
              of("upstream_claim_records_ingested_total", "status=\"success\"")),
          entry(
              LedgerEvent.CLAIM_PARTIAL,
              of("upstream_claim_records_ingested_total", "status=\"partial\"")),
          entry(
              LedgerEvent.CLAIM_FAILED,
              of("upstream_claim_records_ingested_total", "status=\"failed\"")),
          entry(LedgerEvent.CHECK_FAILED, of("upstream_data_quality_check_failed_total")),
          entry(LedgerEvent.PROFILE_FOUND, of("upstream_cache_hit_total")),
          entry(LedgerEvent.PROFILE_MADE, of("upstream_cache_miss_total")),
          entry(LedgerEvent.DRIFT_FOUND, of("upstream_drift_event_detected_total")),
          entry(LedgerEvent.DELAY_SIGNAL, of("upstream_payment_delay_signal_total")),
          entry(LedgerEvent.DENIAL_SIGNAL, of("upstream_denial_signal_total")),
          entry(LedgerEvent.ALERT_CREATED, of("upstream_alert_created_total")),
          entry(LedgerEvent.ALERT_SUPPRESSED, of("upstream_alert_suppressed_total")),
          entry(LedgerEvent.ALERT_DELIVERED, of("upstream_alert_delivered_total")),
          entry(LedgerEvent.ALERT_FAILED, of("upstream_alert_failed_total")),
          entry(LedgerEvent.JOB_STARTED, of("upstream_background_job_started_total")),
          entry(LedgerEvent.JOB_COMPLETED, of("upstream_background_job_completed_total")),
          entry(LedgerEvent.JOB_FAILED, of("upstream_background_job_failed_total")),
          entry(LedgerEvent.REPORT_GENERATED, of("upstream_report_generated_total")),
          entry(LedgerEvent.REPORT_FAILED, of("upstream_report_generation_failed_total")));

  private LedgerQueries() {}

  /** Returns the counts of a page by the events of the ledger. */
  static Map<LedgerEvent, Long> shown(PageText page) {
    Map<LedgerEvent, Long> shown = new EnumMap<>(LedgerEvent.class);
    SAMPLES.forEach(
        (event, query) -> {
          String[] matcher = Arrays.copyOfRange(query, 1, query.length);
          shown.put(event, Math.round(page.sum(query[0], matcher)));
        });
    return shown;
  }

  /** Returns the counts that Prometheus has of some instances, by the events of the ledger. */
  static Map<LedgerEvent, Long> seen(PrometheusServer prometheus, String instances) {
    Map<LedgerEvent, Long> seen = new EnumMap<>(LedgerEvent.class);
    SAMPLES.forEach(
        (event, query) -> {
          String matcher = query.length > 1 ? instances + ',' + query[1] : instances;
          String sum = "sum(last_over_time(%s{%s}[10m]))".formatted(query[0], matcher);
          seen.put(event, Math.round(prometheus.number(sum)));
        });
    return seen;
  }

  private static String[] of(String... nameAndMatcher) {
    return nameAndMatcher;
  }
}
