package io.upstream.metrics.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.it.app.ClaimsApplication;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs an application with Spring Security. */
@Tag("security")
class SecurityTest {

  private static final String USER = "spring.security.user.name=prometheus";
  private static final String PASSWORD = "spring.security.user.password=secret";
  private static final String ROLES = "spring.security.user.roles=METRICS";
  private static final String[] LOGIN = {
    "Authorization",
    "Basic " + Base64.getEncoder().encodeToString("prometheus:secret".getBytes(US_ASCII))
  };

  private static final String EXPOSED = "management.endpoints.web.exposure.include=*";
  private static final String TOKEN = "upstream.metrics.endpoint.auth-token=0123456789abcdef";
  private static final String[] BEARER = {"Authorization", "Bearer 0123456789abcdef"};
  private static final List<String> PAGES =
      List.of("/metrics", "/actuator/upstream", "/actuator/prometheus");

  @Test
  void boots_default_security_refuses_and_counts_once() throws Exception {
    try (Running app = Running.start(ClaimsApplication.class, USER, PASSWORD)) {
      assertThat(app.get("/claims/1").statusCode()).isEqualTo(401);
      Samples page = new Samples(app.get("/metrics", LOGIN).body());
      assertThat(
              page.sum(
                  "django_http_responses_total_by_status_view_method_total",
                  "status=\"401\"",
                  "view=\"_UNMATCHED\""))
          .isEqualTo(1);
      assertThat(page.sum("django_http_responses_total_by_status_total")).isEqualTo(1);
      assertThat(app.get("/metrics").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void a_role_of_spring_securitys_lets_in() throws Exception {
    try (Running app =
        Running.start(
            ClaimsApplication.class,
            USER,
            PASSWORD,
            ROLES,
            EXPOSED,
            TOKEN,
            "upstream.metrics.endpoint.allowed-roles=METRICS")) {
      for (String path : PAGES) {
        assertThat(app.get(path, LOGIN).statusCode()).as(path).isEqualTo(200);
        assertThat(app.get(path).statusCode()).as(path).isEqualTo(401);
        assertThat(app.get(path, BEARER).statusCode()).as("%s: a token", path).isEqualTo(401);
      }
    }
    try (Running app =
        Running.start(
            ClaimsApplication.class,
            USER,
            PASSWORD,
            ROLES,
            EXPOSED,
            "upstream.metrics.endpoint.allowed-roles=OPS")) {
      for (String path : PAGES) {
        assertThat(app.get(path, LOGIN).statusCode()).as(path).isEqualTo(403);
      }
    }
  }

  @Test
  void boots_endpoint_matcher_guards_our_endpoint() throws Exception {
    try (Running app =
        Running.start(
            new Class<?>[] {ClaimsApplication.class, GuardsEndpoints.class},
            USER,
            PASSWORD,
            ROLES,
            "management.endpoints.web.exposure.include=upstream")) {
      assertThat(app.get("/actuator/upstream").statusCode()).isEqualTo(401);
      String endpoint = app.get("/actuator/upstream", LOGIN).body();
      assertThat(app.get("/metrics").statusCode()).isEqualTo(200);
      for (String page : new String[] {endpoint, app.get("/metrics").body()}) {
        assertThat(new Samples(page).has("django_http_requests_in_progress")).isTrue();
      }
    }
  }

  @Test
  void a_permitted_page_is_guarded_by_our_rules() throws Exception {
    try (Running app =
        Running.start(new Class<?>[] {ClaimsApplication.class, PermitsMetrics.class}, TOKEN)) {
      assertThat(app.get("/claims/1").statusCode()).isIn(401, 403);
      assertThat(app.get("/metrics").statusCode()).isEqualTo(401);
      assertThat(app.get("/metrics", BEARER).statusCode()).isEqualTo(200);
    }
  }
}
