package io.upstream.metrics.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.sample.alerts.AlertDesk;
import io.upstream.metrics.sample.alerts.Finding;
import io.upstream.metrics.sample.jobs.Jobs;
import io.upstream.metrics.sample.ledger.LedgerEvent;
import io.upstream.metrics.testing.PageText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs the platform under the names of the sibling platforms. */
class ProfilesTest {

  /** After so many, claims, reports, exports and each kind of statement have been seen. */
  private static final int STEPS = 5;

  /** The families of a system, as the specification has them. */
  private static List<JsonNode> specified(String module, String system) throws IOException {
    List<JsonNode> families = new ArrayList<>();
    new ObjectMapper()
        .readTree(Path.of("..", module, "src", "test", "resources", "catalogue.json").toFile())
        .get("families")
        .forEach(
            family -> {
              if (family.get("system").textValue().equals(system)) {
                families.add(family);
              }
            });
    assertThat(families).isNotEmpty();
    return families;
  }

  private static void assertAllThere(PageText page, String module, String system)
      throws IOException {
    assertThat(page.text().lines())
        .containsAll(
            specified(module, system).stream()
                .map(
                    family ->
                        "# TYPE %s %s"
                            .formatted(
                                family.get("name").textValue(), family.get("type").textValue()))
                .toList());
  }

  /**
   * The families of a system that say nothing, or 0 of everything. The processor's load is left
   * out: between two pages it may well be 0.
   */
  private static List<String> silent(PageText page, String system) throws IOException {
    return specified("vocabularies", system).stream()
        .filter(
            family -> {
              String name = family.get("name").textValue();
              boolean histogram = family.get("type").textValue().equals("histogram");
              return page.sum(histogram ? name + "_count" : name) == 0;
            })
        .map(family -> family.get("name").textValue())
        .filter(name -> !name.contains("cpu"))
        .toList();
  }

  @Test
  void fikos_page_has_its_path_and_families() throws Exception {
    try (Running app = Running.start("--spring.profiles.active=fiko")) {
      app.steps(STEPS);
      app.bean(AlertDesk.class)
          .raise(
              new Finding(
                  Product.DRIFT_WATCH, new CustomerId("acme"), "a test", 0.95, LocalDate.EPOCH));
      assertThat(app.bean(Jobs.class).awaitIdle(Duration.ofMinutes(1))).isTrue();
      // Links still find it; as a scrape it is not counted there either.
      assertThat(app.page().sum("django_http_requests_total")).isPositive();
      PageText page = app.page("/api/v1/metrics");

      assertThat(app.get("/api/v1/metrics/health").body()).isEqualTo("OK");
      assertAllThere(page, "vocabularies", "fiko");
      assertThat(silent(page, "fiko"))
          .containsExactlyInAnyOrder(
              // What is back at 0 when nothing runs.
              "celery_queue_length",
              "django_db_connections_active",
              // The platform asks no model and opens no web socket.
              "django_ai_requests_total",
              "django_ai_request_duration_seconds",
              "django_ai_tokens_consumed_total",
              "django_websocket_connections_active");
      assertThat(page.sum("django_http_requests_total"))
          .isEqualTo(app.ledger().get(LedgerEvent.REQUEST_SERVED).doubleValue());
      assertThat(page.sum("celery_tasks_total", "state=\"started\""))
          .isEqualTo(app.ledger().get(LedgerEvent.JOB_STARTED).doubleValue());
      assertThat(page.sum("celery_tasks_total", "state=\"success\""))
          .isEqualTo(app.ledger().get(LedgerEvent.JOB_COMPLETED).doubleValue());
      assertThat(page.sum("django_workflow_actions_total"))
          .isEqualTo(app.ledger().get(LedgerEvent.ALERT_DELIVERED).doubleValue());
    }
  }

  @Test
  void the_modules_page_accepts_a_trailing_slash() throws Exception {
    try (Running app = Running.start("--spring.profiles.active=module")) {
      app.steps(STEPS);
      PageText page = app.page("/metrics/");

      assertAllThere(page, "vocabularies", "module");
      assertThat(silent(page, "module"))
          .as("what is back at 0 when nothing runs")
          .containsExactlyInAnyOrder(
              "django_http_requests_in_progress", "django_db_connections_total");
      assertThat(page.sum("celery_tasks_total", "status=\"success\""))
          .isEqualTo(app.ledger().get(LedgerEvent.JOB_COMPLETED).doubleValue());
      assertAllThere(app.page("/metrics"), "vocabularies", "module");
    }
  }

  @Test
  void otel_is_added_to_the_platforms_families() throws Exception {
    try (Running app = Running.start("--spring.profiles.active=otel")) {
      app.steps(1);
      PageText page = app.page();

      assertAllThere(page, "vocabularies", "otel");
      assertThat(silent(page, "otel")).isEmpty();
      assertAllThere(page, "core", "upstream");
      assertAllThere(page, "core", "self");
    }
  }
}
