package io.upstream.metrics.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.it.app.ClaimsApplication;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beside Actuator and its registry. */
class ActuatorTest {

  private static final String EXPOSED = "management.endpoints.web.exposure.include=*";

  @Test
  void both_pages_have_ours_and_micrometers_and_nothing_twice() throws Exception {
    try (Running app = Running.start(ClaimsApplication.class, EXPOSED)) {
      ApplicationTest.drive(app);
      Samples actuators = app.page("/actuator/prometheus");
      Samples ours = app.page();

      Numbers.assertHttp(ours);
      Numbers.assertHttp(actuators);
      Numbers.assertProcess(ours);
      Numbers.assertProcess(actuators);
      assertThat(ours.has("http_server_requests_seconds_count")).isTrue();
      assertThat(ours.has("jvm_threads_live_threads")).as("Micrometer's").isTrue();
      assertThat(ours.has("jvm_threads_current")).as("ours, the same again").isFalse();
      assertThat(app.context().getBean(UpstreamRecorder.class).registry())
          .isSameAs(app.context().getBean(PrometheusRegistry.class));
    }
  }

  @Test
  void without_micrometers_the_jvms_figures_are_ours() throws Exception {
    try (Running app =
        Running.start(ClaimsApplication.class, EXPOSED, "management.metrics.enable.jvm=false")) {
      Samples actuators = app.page("/actuator/prometheus");
      assertThat(actuators.has("jvm_threads_current")).isTrue();
      Numbers.assertProcess(actuators);
    }
  }

  @Test
  void with_lazy_beans_the_first_scrape_is_whole_too() throws Exception {
    try (Running app =
        Running.start(ClaimsApplication.class, EXPOSED, "spring.main.lazy-initialization=true")) {
      app.get("/claims/runs");
      Numbers.assertProcess(app.page("/actuator/prometheus"));
      Numbers.assertProcess(app.page());
    }
  }

  @Test
  void a_meter_with_one_of_our_names_stays_on_actuators_page_and_ours_on_ours() throws Exception {
    try (Running app =
        Running.start(new Class<?>[] {ClaimsApplication.class, Clash.class}, EXPOSED)) {
      assertThat(app.page("/actuator/prometheus").sum("django_http_requests_in_progress"))
          .isEqualTo(42);
      Samples ours = app.page();
      assertThat(ours.declarations("django_http_requests_in_progress")).isOne();
      assertThat(ours.sum("django_http_requests_in_progress")).isNotEqualTo(42);
    }
  }

  @Test
  void with_a_management_port_the_page_is_there_and_only_there() throws Exception {
    try (Running app =
        Running.start(
            ClaimsApplication.class,
            EXPOSED,
            "management.server.port=0",
            "management.server.address=127.0.0.1")) {
      assertThat(app.get("/metrics").statusCode()).isEqualTo(404);
      assertThat(app.get("/metrics/health").statusCode()).isEqualTo(404);
      assertThat(app.get("/upstreamMetricsServlet/").statusCode()).isEqualTo(404);
      app.get("/claims/runs");
      Samples page = new Samples(app.onManagementPort("/metrics").body());
      assertThat(page.sum("django_http_responses_total_by_status_view_method_total", "#runs"))
          .isEqualTo(1);
      assertThat(app.onManagementPort("/metrics/health").statusCode()).isEqualTo(404);
      assertThat(app.onManagementPort("/actuator/upstream").body())
          .contains("django_http_responses_total_by_status_total");
      assertThat(app.onManagementPort("/actuator/prometheus").body())
          .contains("django_http_responses_total_by_status_total");
    }
  }

  @Test
  void below_a_context_path_and_at_another_path_it_is_found() throws Exception {
    try (Running app =
        Running.start(
            ClaimsApplication.class,
            "server.servlet.context-path=/billing",
            "upstream.metrics.health.enabled=true",
            "upstream.metrics.endpoint.path=/api/v1/metrics")) {
      app.get("/billing/claims/runs");
      Samples page = app.page("/billing/api/v1/metrics");
      assertThat(page.sum("django_http_requests_total_by_view_transport_method_total"))
          .as("scrapes are not counted")
          .isEqualTo(1);
      assertThat(app.get("/billing/api/v1/metrics/health").body()).isEqualTo("OK");
      assertThat(app.get("/metrics").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void checks_contribute_to_actuators_health_and_there_is_no_second_one() throws Exception {
    try (Running app =
        Running.start(
            new Class<?>[] {ClaimsApplication.class, Probes.class},
            EXPOSED,
            "management.endpoint.health.show-details=always")) {
      assertThat(app.get("/metrics/health").statusCode()).isEqualTo(404);
      assertThat(app.get("/actuator/health").statusCode()).isEqualTo(503);
      assertThat(app.get("/actuator/health").body())
          .contains("\"payer\":{", "\"error\":\"java.lang.IllegalStateException\"")
          .doesNotContain("on purpose");
    }
  }

  @Test
  void the_endpoint_has_the_page_in_the_format_that_is_asked_for() throws Exception {
    try (Running app = Running.start(ClaimsApplication.class, EXPOSED)) {
      app.get("/claims/runs");
      var text = app.get("/actuator/upstream");
      assertThat(text.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/plain;version=0.0.4");
      Numbers.assertProcess(new Samples(text.body()));
      var open =
          app.get(
              "/actuator/upstream",
              "Accept",
              "application/openmetrics-text;version=1.0.0;q=0.9,text/plain;version=0.0.4;q=0.1");
      assertThat(open.headers().firstValue("Content-Type").orElse(""))
          .startsWith("application/openmetrics-text;version=1.0.0");
      assertThat(open.body()).endsWith("# EOF\n");
      assertThat(app.get("/actuator/upstream?name%5B%5D=process_open_fds").body())
          .contains("process_open_fds")
          .doesNotContain("django_");
    }
  }

  @Test
  void unless_it_is_exposed_there_is_no_endpoint() throws Exception {
    try (Running app = Running.start(ClaimsApplication.class)) {
      assertThat(app.get("/actuator/upstream").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void springs_own_counts_of_requests_can_be_switched_off() throws Exception {
    try (Running app =
        Running.start(
            ClaimsApplication.class,
            EXPOSED,
            "management.metrics.enable.http.server.requests=false")) {
      app.get("/claims/runs");
      assertThat(app.page().has("http_server_requests_seconds_count")).isFalse();
      assertThat(app.page().has("django_http_responses_total_by_status_view_method_total"))
          .isTrue();
    }
  }

  /** A check of the application's own that fails. */
  @Configuration(proxyBeanMethods = false)
  static class Probes {
    @Bean
    io.upstream.metrics.servlet.HealthCheck payer() {
      return () -> {
        throw new IllegalStateException("on purpose");
      };
    }
  }

  /** Somebody else's meter under a name of ours. */
  @Configuration(proxyBeanMethods = false)
  static class Clash {
    @Bean
    Object gauge(MeterRegistry meters) {
      Gauge.builder("django.http.requests.in.progress", () -> 42).register(meters);
      return new Object();
    }
  }
}
