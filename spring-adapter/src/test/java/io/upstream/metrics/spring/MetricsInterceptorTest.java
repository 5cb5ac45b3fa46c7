package io.upstream.metrics.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.method.HandlerMethod;

class MetricsInterceptorTest {

  @RegisterExtension final Logged log = new Logged();

  @Test
  void a_missing_filter_is_logged_once() throws Exception {
    HandlerMethod handler = new HandlerMethod(this, "list");
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build()) {
      MetricsInterceptor interceptor = new MetricsInterceptor(recorder);
      for (int i = 0; i < 3; i++) {
        assertThat(
                interceptor.preHandle(
                    new MockHttpServletRequest(), new MockHttpServletResponse(), handler))
            .isTrue();
      }
    }
    assertThat(log.messages())
        .containsOnlyOnce(
            "No MetricsFilter is mounted in front of Spring's servlet: requests are not counted");
  }

  public void list() {}
}
