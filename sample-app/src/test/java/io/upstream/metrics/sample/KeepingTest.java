package io.upstream.metrics.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.upstream.metrics.snapshots.MetricsSnapshots;
import io.upstream.metrics.snapshots.SnapshotStore;
import io.upstream.metrics.testing.Await;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Reads the numbers at a Pushgateway, in the database and on a terminal. */
class KeepingTest {

  private static final String STORE = "metrics.store.in.db";

  @Test
  void failed_pushes_to_a_gateway_are_counted() throws Exception {
    Set<String> pushed = ConcurrentHashMap.newKeySet();
    HttpServer gateway =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          pushed.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
          exchange.sendResponseHeaders(202, -1);
          exchange.close();
        });
    gateway.start();
    try (Running app =
        Running.start(
            "--sample.pushgateway.address=127.0.0.1:" + gateway.getAddress().getPort(),
            "--sample.pushgateway.every=200ms")) {
      Await.until("push", () -> !pushed.isEmpty());
      assertThat(pushed).containsOnly("PUT /metrics/job/claims/instance/localhost:0");

      gateway.stop(0);
      Await.until("failed push", () -> failures(app) > 0);
    } finally {
      gateway.stop(0);
    }
  }

  private static double failures(Running app) {
    try {
      return app.page().sum("upstream_metrics_push_failures_total", "pushgateway");
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void snapshots_go_to_the_platforms_database() throws Exception {
    System.setProperty(STORE, "true");
    try (Running app = Running.start()) {
      app.steps(1);
      MetricsSnapshots snapshots = app.bean(MetricsSnapshots.class);
      assertThat(snapshots.isOn()).isTrue();
      double before = app.page().sum("django_db_execute_total");
      assertThat(before).isPositive();

      assertThat(snapshots.store()).isTrue();

      // By way of the pool, so that storing counts as nobody's statements.
      assertThat(app.page().sum("django_db_execute_total")).isEqualTo(before);
      assertThat(
              new SnapshotStore(app.bean(DataSource.class))
                  .history(
                      "upstream_background_job_started_total",
                      Instant.now().minus(Duration.ofHours(1)),
                      Instant.now().plus(Duration.ofHours(1))))
          .isNotEmpty();
    } finally {
      System.clearProperty(STORE);
    }
  }

  @Test
  void a_command_is_found_among_the_arguments() {
    assertThat(SampleCommands.among("--server.port=8001")).isNull();
    assertThat(SampleCommands.among("--server.port=8001", "serve")).isNull();
    assertThat(SampleCommands.among()).isNull();
    assertThat(SampleCommands.among("--spring.profiles.active=postgres", "export-metrics"))
        .isNotNull();
  }

  @Test
  void commands_take_the_platforms_own_page_and_database() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream terminal = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      assertThat(run("--sample.database=commands", "export-metrics", "--print")).isZero();
    } finally {
      System.setOut(terminal);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .startsWith("# HELP ")
        .contains("upstream_alert_created_total");
    // Nobody has stored anything there.
    assertThat(run("--sample.database=commands", "cleanup-metrics", "--dry-run")).isEqualTo(1);
    assertThat(run("--server.port=nonsense", "export-metrics")).isEqualTo(1);
    assertThat(run("cleanup-metrics", "--days", "many")).isEqualTo(2);
  }

  private static int run(String... args) {
    return Objects.requireNonNull(SampleCommands.among(args)).run();
  }
}
