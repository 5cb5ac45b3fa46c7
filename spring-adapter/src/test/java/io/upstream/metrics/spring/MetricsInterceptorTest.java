package io.upstream.metrics.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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

  /** A controller whose methods of identity fail, as those of a lazy proxy may. */
  public static final class Unfriendly {

    public void list() {}

    @Override
    public boolean equals(Object other) {
      throw new IllegalStateException("equals");
    }

    @Override
    public int hashCode() {
      throw new IllegalStateException("hashCode");
    }
  }

  @Test
  void a_controller_is_neither_compared_nor_hashed() throws Exception {
    HandlerMethod handler = new HandlerMethod(new Unfriendly(), Unfriendly.class.getMethod("list"));
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build()) {
      MetricsInterceptor interceptor = new MetricsInterceptor(recorder);
      assertThat(
              interceptor.preHandle(
                  new MockHttpServletRequest(), new MockHttpServletResponse(), handler))
          .isTrue();
    }
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new IllegalStateException("naming"),
        new NoClassDefFoundError("naming"),
        new AssertionError("naming"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void a_naming_that_fails_fails_no_request(Throwable failure) throws Exception {
    HandlerMethod handler = new HandlerMethod(this, "list");
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build()) {
      MetricsInterceptor interceptor =
          new MetricsInterceptor(
              recorder,
              any -> {
                if (failure instanceof Error error) {
                  throw error;
                }
                throw (RuntimeException) failure;
              });
      for (int i = 0; i < 3; i++) {
        assertThat(
                interceptor.preHandle(
                    new MockHttpServletRequest(), new MockHttpServletResponse(), handler))
            .isTrue();
      }
    }
    assertThat(log.messages())
        .containsOnlyOnce(
            "The naming of views threw: requests are counted by their route template");
  }

  public void list() {}
}
