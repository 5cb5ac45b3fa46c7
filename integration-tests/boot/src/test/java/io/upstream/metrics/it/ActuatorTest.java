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

/** Runs an application with Actuator and its registry. */
class ActuatorTest {

  private static final String EXPOSED = "management.endpoints.web.exposure.include=*";

  @Test
  void both_pages_have_all_families_once() throws Exception {
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
  void the_first_scrape_with_lazy_beans_is_whole() throws Exception {
    try (Running app =
        Running.start(ClaimsApplication.class, EXPOSED, "spring.main.lazy-initialization=true")) {
      app.get("/claims/runs");
      Numbers.assertProcess(app.page("/actuator/prometheus"));
      Numbers.assertProcess(app.page());
    }
  }

  @Test
  void a_clashing_meter_stays_on_actuators_page() throws Exception {
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
  void the_page_is_on_the_management_port_only() throws Exception {
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
      assertThat(new Samples(app.onManagementPort("/metrics").body()).values().keySet())
          .as("requests on the management port do not count")
          .noneMatch(series -> series.startsWith("django_http_") && series.contains("/actuator"));
    }
  }

  @Test
  void the_page_follows_context_path_and_own_path() throws Exception {
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
  void checks_contribute_to_the_one_health_of_actuator() throws Exception {
    try (Running app =
        Running.start(
            new Class<?>[] {ClaimsApplication.class, Probes.class},
            EXPOSED,
            "management.endpoint.health.show-details=always")) {
      assertThat(app.get("/metrics/health").statusCode()).isEqualTo(404);
      assertThat(app.get("/actuator/health").statusCode()).isEqualTo(503);
      assertThat(app.get("/actuator/health").body())
          .contains(
              "\"upstream\":{", "\"payer\":{", "\"error\":\"java.lang.IllegalStateException\"")
          .doesNotContain("on purpose");
    }
  }

  @Test
  void properties_name_views_and_count_scrapes() throws Exception {
    String responses = "django_http_responses_total_by_status_view_method_total";
    try (Running app =
        Running.start(
            ClaimsApplication.class,
            "upstream.metrics.http.view=application",
            "upstream.metrics.http.application=billing",
            "upstream.metrics.http.count-scrapes=true")) {
      app.get("/claims/runs");
      Await.until(
          "the view has the application's name",
          () -> app.page().sum(responses, "view=\"billing.ClaimController#runs\"") == 1);
      Await.until("scrapes count", () -> app.page().sum(responses, "view=\"/metrics\"") >= 1);
    }
    for (String view : new String[] {"full-name", "route"}) {
      try (Running app =
          Running.start(ClaimsApplication.class, "upstream.metrics.http.view=" + view)) {
        app.get("/claims/runs");
        String expected =
            view.equals("route")
                ? "view=\"/claims/runs\""
                : "view=\"io.upstream.metrics.it.app.ClaimController#runs\"";
        Await.until(expected, () -> app.page().sum(responses, expected) == 1);
      }
    }
  }

  @Test
  void unless_it_is_exposed_there_is_no_endpoint() throws Exception {
    try (Running app = Running.start(ClaimsApplication.class)) {
      assertThat(app.get("/actuator/upstream").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void the_request_counts_of_spring_can_be_disabled() throws Exception {
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
