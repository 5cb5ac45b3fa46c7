package io.upstream.metrics.it;

import static org.assertj.core.api.Assertions.assertThat;

/** Asserts what {@link ApplicationTest#drive} leaves on a page. */
final class Numbers {

  private static final String RESPONSES = "django_http_responses_total_by_status_view_method_total";

  private Numbers() {}

  static void assertHttp(Samples page) {
    assertThat(page.sum(RESPONSES, "method=\"GET\"", "status=\"200\"", "\"ClaimController#payer\""))
        .isEqualTo(3);
    assertThat(page.sum(RESPONSES, "method=\"POST\"", "status=\"200\"", "\"ClaimController#add\""))
        .isEqualTo(1);
    assertThat(page.sum("django_http_requests_total_by_view_transport_method_total", "_UNMATCHED"))
        .isZero();
    assertThat(
            page.sum(
                "django_http_requests_latency_seconds_by_view_method_count",
                "\"ClaimController#payer\""))
        .isEqualTo(3);
  }

  static void assertData(Samples page) {
    assertThat(page.sum("django_db_query_duration_seconds_count", "\"dataSource\"")).isPositive();
    assertThat(page.sum("django_db_errors_total")).isZero();
    assertThat(page.sum("django_model_inserts_total", "model=\"Claim\"")).isEqualTo(3);
    assertThat(page.sum("django_model_updates_total", "model=\"Claim\"")).isPositive();
    assertThat(page.sum("django_cache_get_total", "\"payers\"")).isEqualTo(3);
    assertThat(page.sum("django_cache_hits_total", "\"payers\"")).isEqualTo(1);
    assertThat(page.sum("django_cache_misses_total", "\"payers\"")).isEqualTo(2);
    assertThat(page.sum("django_cache_sets_total", "\"payers\"")).isEqualTo(2);
    assertThat(page.sum("django_cache_deletes_total", "\"payers\"")).isEqualTo(1);
    assertThat(page.sum("upstream_background_job_started_total", "\"Nightly.reconcile\""))
        .isEqualTo(1);
    assertThat(page.sum("upstream_background_job_completed_total", "\"Nightly.reconcile\""))
        .isEqualTo(1);
  }

  static void assertProcess(Samples page) {
    assertThat(page.sum("process_cpu_seconds_total")).isPositive();
    assertThat(page.sum("process_resident_memory_bytes")).isPositive();
    assertThat(page.declarations("process_start_time_seconds")).isOne();
    assertThat(page.declarations("jvm_memory_used_bytes")).isOne();
  }
}
