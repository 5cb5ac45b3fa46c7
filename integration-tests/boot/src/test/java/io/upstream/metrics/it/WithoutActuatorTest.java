package io.upstream.metrics.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.it.app.ClaimsApplication;
import java.lang.ref.WeakReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.util.ClassUtils;

/** Runs an application without Actuator and Micrometer. */
@Tag("bare")
class WithoutActuatorTest {

  @Test
  void the_dependency_alone_makes_the_page() throws Exception {
    assertThat(ClassUtils.isPresent("io.micrometer.core.instrument.MeterRegistry", null)).isFalse();
    assertThat(
            ClassUtils.isPresent(
                "org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType",
                null))
        .isFalse();
    try (Running app = Running.start(ClaimsApplication.class)) {
      ApplicationTest.drive(app);
      Numbers.assertHttp(app.page());
      Numbers.assertProcess(app.page());
      assertThat(app.page().has("jvm_threads_current")).isTrue();
      assertThat(app.get("/metrics/health").statusCode()).isEqualTo(200);
      assertThat(app.get("/metrics/readiness").body()).contains("\"startup\"");
    }
  }

  // With and without us, Boot keeps the context that was closed last, and Actuator keeps more.
  @Test
  void a_closed_context_is_collected() throws Exception {
    WeakReference<Object> context = closedContext();
    closedContext();
    for (int i = 0; i < 200 && context.get() != null; i++) {
      System.gc();
      LockSupport.parkNanos(10_000_000);
    }
    assertThat(context.get()).isNull();
  }

  private static WeakReference<Object> closedContext() throws Exception {
    try (Running app = Running.start(ClaimsApplication.class)) {
      ApplicationTest.drive(app);
      return new WeakReference<>(app.context());
    }
  }
}
