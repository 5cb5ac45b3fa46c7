package io.upstream.metrics.it;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@link ApplicationTest#drive} has to leave on a page. */
final class Numbers {

  private static final String RESPONSES = "django_http_responses_total_by_status_view_method_total";

  private Numbers() {}

  static void assertHttp(Samples page) {
    assertThat(
            page.sum(RESPONSES, "method=\"GET\"", "status=\"200\"", "\"ClaimController#payer\""))
        .isEqualTo(3);
    assertThat(
            page.sum(RESPONSES, "method=\"POST\"", "status=\"200\"", "\"ClaimController#add\""))
        .isEqualTo(1);
    assertThat(page.sum("django_http_requests_total_by_view_transport_method_total", "_UNMATCHED"))
        .isZero();
    assertThat(
            page.sum(
                "django_http_requests_latency_seconds_by_view_method_count",
                "\"ClaimController#payer\""))
        .isEqualTo(3);
  }

  static void assertProcess(Samples page) {
    assertThat(page.sum("process_cpu_seconds_total")).isPositive();
    assertThat(page.sum("process_resident_memory_bytes")).isPositive();
    assertThat(page.declarations("process_start_time_seconds")).isOne();
    assertThat(page.declarations("jvm_memory_used_bytes")).isOne();
  }
}
