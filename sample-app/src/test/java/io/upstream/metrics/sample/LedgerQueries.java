package io.upstream.metrics.sample;

import static java.util.Map.entry;

import io.upstream.metrics.sample.ledger.Deed;
import io.upstream.metrics.testing.PrometheusServer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Where the metrics say what the ledger says. */
final class LedgerQueries {

  /** By deed: the name of the samples to add up, and the matcher that selects them, or nothing. */
  static final Map<Deed, String[]> SAMPLES =
      Map.ofEntries(
          entry(Deed.REQUEST_SERVED, of("django_http_requests_total_by_method_total")),
          entry(Deed.API_CALL, of("upstream_api_endpoint_calls_total")),
          entry(Deed.RATE_LIMIT_HIT, of("upstream_api_rate_limit_hit_total")),
          entry(
              Deed.CLAIM_SUCCESS,
              of("upstream_claim_records_ingested_total", "status=\"success\"")),
          entry(
              Deed.CLAIM_PARTIAL,
              of("upstream_claim_records_ingested_total", "status=\"partial\"")),
          entry(
              Deed.CLAIM_FAILED, of("upstream_claim_records_ingested_total", "status=\"failed\"")),
          entry(Deed.CHECK_FAILED, of("upstream_data_quality_check_failed_total")),
          entry(Deed.PROFILE_FOUND, of("upstream_cache_hit_total")),
          entry(Deed.PROFILE_MADE, of("upstream_cache_miss_total")),
          entry(Deed.DRIFT_FOUND, of("upstream_drift_event_detected_total")),
          entry(Deed.DELAY_SIGNAL, of("upstream_payment_delay_signal_total")),
          entry(Deed.DENIAL_SIGNAL, of("upstream_denial_signal_total")),
          entry(Deed.ALERT_CREATED, of("upstream_alert_created_total")),
          entry(Deed.ALERT_SUPPRESSED, of("upstream_alert_suppressed_total")),
          entry(Deed.ALERT_DELIVERED, of("upstream_alert_delivered_total")),
          entry(Deed.ALERT_FAILED, of("upstream_alert_failed_total")),
          entry(Deed.JOB_STARTED, of("upstream_background_job_started_total")),
          entry(Deed.JOB_COMPLETED, of("upstream_background_job_completed_total")),
          entry(Deed.JOB_FAILED, of("upstream_background_job_failed_total")),
          entry(Deed.REPORT_GENERATED, of("upstream_report_generated_total")),
          entry(Deed.REPORT_FAILED, of("upstream_report_generation_failed_total")));

  private LedgerQueries() {}

  /** Returns the counts of a page by the events of the ledger. */
  static Map<Deed, Long> shown(Page page) {
    Map<Deed, Long> shown = new EnumMap<>(Deed.class);
    SAMPLES.forEach(
        (deed, query) -> {
          String[] matcher = Arrays.copyOfRange(query, 1, query.length);
          shown.put(deed, Math.round(page.sum(query[0], matcher)));
        });
    return shown;
  }

  /** Returns the counts that Prometheus has of some instances, by the events of the ledger. */
  static Map<Deed, Long> seen(PrometheusServer prometheus, String instances) {
    Map<Deed, Long> seen = new EnumMap<>(Deed.class);
    SAMPLES.forEach(
        (deed, query) -> {
          String matcher = query.length > 1 ? instances + ',' + query[1] : instances;
          String sum = "sum(last_over_time(%s{%s}[10m]))".formatted(query[0], matcher);
          seen.put(deed, Math.round(prometheus.number(sum)));
        });
    return seen;
  }

  private static String[] of(String... nameAndMatcher) {
    return nameAndMatcher;
  }
}
