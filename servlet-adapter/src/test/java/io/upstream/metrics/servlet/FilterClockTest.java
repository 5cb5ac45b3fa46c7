package io.upstream.metrics.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.testing.Await;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FilterClockTest {

  @Test
  void a_clock_going_back_loses_no_request() throws Exception {
    AtomicLong clock = new AtomicLong();
    UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build();
    MetricsFilter filter =
        new MetricsFilter(
            () -> recorder, CaseApp.ROUTES, false, () -> clock.addAndGet(-1_000_000_000));
    try (CaseApp app = new CaseApp(filter);
        Container container = TomcatContainer.MAKER.start(app)) {
      assertThat(Http.get(container, "/ok").statusCode()).isEqualTo(200);
      Http.get(container, "/async/complete");

      Await.until(
          "both are in each family",
          () -> Sampled.of(recorder).requests() == 2 && Sampled.of(recorder).isOneInEachFamily());
      assertThat(Sampled.page(recorder))
          .contains("django_http_requests_latency_seconds_by_view_method_sum{")
          .doesNotContain("_seconds_by_view_method_sum{method=\"GET\",view=\"/ok\"} -");
    }
  }
}
