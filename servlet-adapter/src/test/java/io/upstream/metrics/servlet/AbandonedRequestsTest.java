package io.upstream.metrics.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.testing.Await;
import org.junit.jupiter.api.Test;

class AbandonedRequestsTest {

  @Test
  void a_request_that_never_ends_is_abandoned() throws Exception {
    UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build();
    MetricsFilter filter = new MetricsFilter(recorder, CaseApp.ROUTES);
    try (CaseApp app = new CaseApp(filter);
        Container container = TomcatContainer.MAKER.start(app)) {
      var answer =
          Http.CLIENT.sendAsync(
              Http.request(container, "GET", "/async/slow"),
              java.net.http.HttpResponse.BodyHandlers.discarding());
      Await.until(
          "it is held", () -> app.held.size() == 1 && filter.counter.abandoned().size() == 1);

      filter.counter.abandoned().forgetAll(); // as the garbage collector would
      Http.get(container, "/ok");

      Await.until("the gauge is back", () -> !Sampled.of(recorder).inProgress());
      assertThat(Sampled.of(recorder).summary()).startsWith("1 x /ok GET 200");
      app.held.remove().complete();
      answer.join();
    }
  }

  @Test
  void a_request_that_ended_is_not_held() throws Exception {
    UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build();
    MetricsFilter filter = new MetricsFilter(recorder, CaseApp.ROUTES);
    try (CaseApp app = new CaseApp(filter);
        Container container = TomcatContainer.MAKER.start(app)) {
      Http.get(container, "/async/complete");

      Await.until("it is let go", () -> filter.counter.abandoned().size() == 0);
      assertThat(Sampled.of(recorder).inProgress()).isFalse();
    }
  }
}
