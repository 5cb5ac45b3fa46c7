package io.upstream.metrics.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.it.app.ClaimsApplication;
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
