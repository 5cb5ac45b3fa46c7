package io.upstream.metrics.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.it.app.ClaimsApplication;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Checks that the access rules of our page apply to Actuator's endpoints. */
class ActuatorGuardTest {

  private static final String EXPOSED = "management.endpoints.web.exposure.include=*";
  private static final String TOKEN =
      "upstream.metrics.endpoint.auth-token=a-token-of-many-characters";
  private static final String[] BEARER = {"Authorization", "Bearer a-token-of-many-characters"};

  @Test
  void a_token_guards_our_families_and_nothing_else() throws Exception {
    try (Running app = Running.start(ClaimsApplication.class, EXPOSED, TOKEN)) {
      for (String path : List.of("/actuator/prometheus", "/actuator/upstream")) {
        assertThat(app.get(path).statusCode()).as(path).isEqualTo(401);
        assertThat(app.get(path + "?x=1").statusCode()).as(path).isEqualTo(401);
        assertThat(app.get(path + ";a=b").statusCode()).as(path).isNotEqualTo(200);
        assertThat(app.get(path, BEARER).statusCode()).as(path).isEqualTo(200);
      }
      assertThat(app.get("/actuator/info").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void a_token_guards_the_management_port() throws Exception {
    try (Running app =
        Running.start(
            ClaimsApplication.class,
            EXPOSED,
            TOKEN,
            "management.server.port=0",
            "management.server.address=127.0.0.1",
            "management.endpoints.web.base-path=/manage",
            "management.endpoints.web.path-mapping.prometheus=figures")) {
      assertThat(app.onManagementPort("/manage/figures").statusCode()).isEqualTo(401);
      assertThat(app.onManagementPort("/manage/figures", BEARER).statusCode()).isEqualTo(200);
      assertThat(app.onManagementPort("/manage/upstream").statusCode()).isEqualTo(401);
      assertThat(app.onManagementPort("/manage/info").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void the_switch_leaves_actuator_open() throws Exception {
    try (Running app =
        Running.start(
            ClaimsApplication.class,
            EXPOSED,
            TOKEN,
            "upstream.metrics.endpoint.guard-actuator=false")) {
      assertThat(app.get("/actuator/prometheus").statusCode()).isEqualTo(200);
      assertThat(app.get("/actuator/upstream").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void a_missing_access_rule_is_warned_about() throws Exception {
    List<String> log = new CopyOnWriteArrayList<>();
    Handler handler = listener(log);
    Logger logger = Logger.getLogger("io.upstream.metrics.spring");
    logger.addHandler(handler);
    try (Running app = Running.start(ClaimsApplication.class, EXPOSED)) {
      assertThat(app.get("/actuator/prometheus").statusCode()).isEqualTo(200);
      assertThat(log)
          .filteredOn(line -> line.contains("Actuator exposes the metrics of all customers"))
          .hasSize(1);
    } finally {
      logger.removeHandler(handler);
    }
  }

  @Test
  void open_to_all_silences_the_warning() throws Exception {
    List<String> log = new CopyOnWriteArrayList<>();
    Handler handler = listener(log);
    Logger logger = Logger.getLogger("io.upstream.metrics.spring");
    logger.addHandler(handler);
    try (Running app =
        Running.start(ClaimsApplication.class, EXPOSED, "upstream.metrics.endpoint.access=open")) {
      assertThat(app.get("/actuator/prometheus").statusCode()).isEqualTo(200);
      assertThat(log).noneMatch(line -> line.contains("Actuator exposes the metrics"));
    } finally {
      logger.removeHandler(handler);
    }
  }

  private static Handler listener(List<String> log) {
    return new Handler() {
      @Override
      public void publish(LogRecord line) {
        log.add(line.getMessage());
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
