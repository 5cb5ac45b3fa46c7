package io.upstream.metrics.servlet;

import static io.upstream.metrics.servlet.Http.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.NothingInstalled;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sets malformed settings for an application without a recorder of its own. */
class MalformedSettingsTest {

  @BeforeEach
  void begin() {
    NothingInstalled.reset();
  }

  @AfterEach
  void end() {
    System.clearProperty("metrics.mode");
    System.clearProperty("metrics.line.budget");
    System.clearProperty("metrics.jvm");
    NothingInstalled.reset();
  }

  @ParameterizedTest
  @CsvSource({"metrics.mode, foo", "metrics.line.budget, -1", "metrics.jvm, maybe"})
  void mounting_throws_with_setting_value_and_expectation(String setting, String value)
      throws Exception {
    System.setProperty(setting, value);
    AtomicReference<RuntimeException> thrown = new AtomicReference<>();
    try (Container container =
        TomcatContainer.MAKER.start(
            context -> {
              try {
                MetricsMount.in(context).at("/metrics");
              } catch (RuntimeException e) {
                thrown.set(e);
              }
            })) {
      assertThat(thrown.get())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(setting + "=" + value + ": expected ");
    }
  }

  @Test
  void a_servlet_without_a_recorder_does_not_start() {
    System.setProperty("metrics.mode", "foo");
    assertThatThrownBy(() -> new MetricsServlet(MetricsAccess.loopback()).init())
        .isInstanceOf(ServletException.class)
        .hasMessageContaining("metrics.mode=foo: expected one of");
  }

  @Test
  void page_and_health_report_the_malformed_setting() throws Exception {
    try (Container container =
        TomcatContainer.MAKER.start(
            context -> {
              ServletRegistration.Dynamic page =
                  context.addServlet("page", new MetricsServlet(MetricsAccess.loopback()));
              page.addMapping("/metrics");
              page.setLoadOnStartup(1);
              context
                  .addServlet("health", new HealthServlet(Health.none(), MetricsAccess.loopback()))
                  .addMapping("/metrics/health", "/metrics/readiness", "/metrics/liveness");
            })) {
      assertThat(get(container, "/metrics").statusCode()).isEqualTo(200);
      NothingInstalled.reset();
      System.setProperty("metrics.mode", "foo");
      HttpResponse<String> page = get(container, "/metrics");
      assertThat(page.statusCode()).isEqualTo(503);
      assertThat(page.body()).contains("metrics.mode=foo: expected one of");
      HttpResponse<String> health = get(container, "/metrics/health");
      assertThat(health.statusCode()).isEqualTo(503);
      assertThat(health.body()).contains("\"DOWN\"", "metrics_settings", "metrics.mode=foo");
      assertThat(get(container, "/metrics/readiness").statusCode()).isEqualTo(200);
      assertThat(get(container, "/metrics/liveness").statusCode()).isEqualTo(200);
    }
  }
}
