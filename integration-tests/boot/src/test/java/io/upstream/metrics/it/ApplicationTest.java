package io.upstream.metrics.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.it.app.ClaimsApplication;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs an application without any code about metrics. */
class ApplicationTest {

  @Test
  void the_page_counts_what_the_application_did() throws Exception {
    try (Running app = Running.start(ClaimsApplication.class)) {
      drive(app);
      Numbers.assertHttp(app.page());
      Numbers.assertProcess(app.page());
    }
  }

  @Test
  void database_models_cache_and_job_count() throws Exception {
    try (Running app = Running.start(ClaimsApplication.class)) {
      drive(app);
      Numbers.assertData(app.page());
    }
  }

  @Test
  void a_strict_recorder_refuses_nothing() throws Exception {
    try (Running app = Running.start(ClaimsApplication.class, "upstream.metrics.mode=strict")) {
      drive(app);
      for (String path : List.of("/nowhere", "/claims/routed", "/claims/left-out", "/claims/one")) {
        app.get(path);
      }
      app.send("PATCH", "/claims/1");
      app.send("POST", "/claims/three"); // the entities are there already
      String page = app.get("/metrics").body();
      assertThat(app.context().getBean(UpstreamRecorder.class).strictRefusals()).isEmpty();
      assertThat(page.lines().filter(line -> !line.endsWith(" 0.0")))
          .noneMatch(line -> line.startsWith("upstream_metrics_label_folded_total"))
          .noneMatch(line -> line.startsWith("upstream_metrics_rejected_total"))
          .noneMatch(line -> line.contains("=\"_OTHER\""));
      assertThat(page).doesNotContain("vendor=\"_UNKNOWN\"");
    }
  }

  static void drive(Running app) throws Exception {
    app.send("POST", "/claims/three");
    assertThat(app.get("/claims/1").body()).isEqualTo("payer-1");
    assertThat(app.get("/claims/1").body()).isEqualTo("payer-1");
    app.send("DELETE", "/claims/1/memory");
    assertThat(app.send("POST", "/claims/nobody").body()).isEqualTo("3");
    assertThat(app.get("/claims/1").body()).isEqualTo("nobody");
    Await.until("the job ran", () -> app.get("/claims/runs").body().equals("1"));
    Await.until(
        "nothing is in progress", () -> app.page().sum("django_http_requests_in_progress") == 0);
  }
}
