package io.upstream.metrics.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.it.app.ClaimsApplication;
import io.upstream.metrics.servlet.HealthCheck;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;

/** Runs an application without Actuator and Micrometer. */
@Tag("bare")
class WithoutActuatorTest {

  @Test
  void the_dependency_makes_the_page_without_configuration() throws Exception {
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

  @Test
  void readiness_and_liveness_follow_boots_states() throws Exception {
    try (Running app =
        Running.start(
            new Class<?>[] {ClaimsApplication.class, Probes.class},
            "upstream.metrics.health.needs=payer")) {
      Probes.PAYER_IS_UP.set(false);
      awaitStatus(app, "/metrics/health", 503);
      awaitStatus(app, "/metrics/readiness", 503);
      awaitStatus(app, "/metrics/liveness", 200);
      Probes.PAYER_IS_UP.set(true);
      awaitStatus(app, "/metrics/readiness", 200);
      AvailabilityChangeEvent.publish(app.context(), ReadinessState.REFUSING_TRAFFIC);
      awaitStatus(app, "/metrics/readiness", 503);
      AvailabilityChangeEvent.publish(app.context(), LivenessState.BROKEN);
      awaitStatus(app, "/metrics/liveness", 503);
    }
  }

  @Test
  void only_needed_checks_decide_readiness() throws Exception {
    try (Running app = Running.start(new Class<?>[] {ClaimsApplication.class, Probes.class})) {
      Probes.PAYER_IS_UP.set(false);
      awaitStatus(app, "/metrics/health", 503);
      awaitStatus(app, "/metrics/readiness", 200);
    }
  }

  @Test
  void health_can_be_switched_off() throws Exception {
    try (Running app =
        Running.start(ClaimsApplication.class, "upstream.metrics.health.enabled=false")) {
      assertThat(app.get("/metrics/health").statusCode()).isEqualTo(404);
      assertThat(app.get("/metrics/liveness").statusCode()).isEqualTo(404);
    }
  }

  private static void awaitStatus(Running app, String path, int status) throws Exception {
    Await.until(path + " is " + status, () -> app.get(path).statusCode() == status);
  }

  /** A check that the test switches. */
  @Configuration(proxyBeanMethods = false)
  static class Probes {
    static final AtomicBoolean PAYER_IS_UP = new AtomicBoolean(true);

    @Bean
    HealthCheck payer() {
      return () -> {
        if (!PAYER_IS_UP.get()) {
          throw new IllegalStateException("down");
        }
      };
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
