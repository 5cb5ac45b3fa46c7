package io.upstream.metrics.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.sample.ledger.LedgerEvent;
import io.upstream.metrics.testing.PageText;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs the profile boot-actuator: one registry for Micrometer's meters and for our families. */
@Tag("full")
class SampleActuatorTest {

  @Test
  void both_pages_carry_both() throws Exception {
    try (Running app = Running.start("--spring.profiles.active=boot-actuator")) {
      app.steps(8);
      PageText ours = app.page();
      HttpResponse<String> answer = app.get("/actuator/prometheus");

      assertThat(answer.statusCode()).isEqualTo(200);
      PageText actuators = new PageText(answer.body());
      for (PageText page : List.of(ours, actuators)) {
        assertThat(page.sum("upstream_background_job_started_total"))
            .isEqualTo(app.ledger().get(LedgerEvent.JOB_STARTED).doubleValue());
        assertThat(page.sum("django_http_responses_total_by_status_total")).isPositive();
        assertThat(page.sum("jvm_memory_used_bytes")).isPositive();
        assertThat(page.samples("http_server_requests_seconds_count")).isNotEmpty();
        List<String> series =
            page.text()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .toList();
        assertThat(series).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void without_the_profile_nothing_of_actuator_is_there() throws Exception {
    try (Running app = Running.start()) {
      assertThat(app.get("/actuator/prometheus").statusCode()).isEqualTo(404);
      assertThat(app.page().text()).doesNotContain("http_server_requests");
    }
  }
}
