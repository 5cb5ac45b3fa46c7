package io.upstream.metrics.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.GuardClock;
import io.upstream.metrics.JobRun;
import io.upstream.metrics.Settings;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.testing.Await;
import io.upstream.metrics.testing.Programs;
import io.upstream.metrics.testing.PrometheusServer;
import io.upstream.metrics.testing.PrometheusServer.Job;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pushes the numbers of a finished job through Debian's Pushgateway into Debian's Prometheus. */
@Tag("full")
class PushgatewayTest {

  private static final CustomerId ACME = new CustomerId("acme");
  private static final String LAST = "upstream_background_job_last_success_timestamp_seconds";

  @TempDir private Path directory;

  @Test
  void a_finished_jobs_counts_reach_prometheus() throws Exception {
    int gateway = Programs.freePort();
    Job scraped = new Job("pushgateway", Map.of("honor_labels", true), List.of(gateway));
    try (RealProgram program = gateway(gateway);
        PrometheusServer prometheus =
            PrometheusServer.start(
                directory, PrometheusServer.configScraping(directory, scraped))) {
      assertThat(program).isNotNull();
      job(gateway, "claims/night shift", true);
      String group = "{job=\"claims/night shift\",instance=\"a\"}";
      assertThat(becomes(prometheus, "upstream_background_job_completed_total" + group, 1))
          .isTrue();
      assertThat(becomes(prometheus, "upstream_alert_created_total" + group, 1)).isTrue();
      double before = prometheus.number(LAST + group);
      assertThat(before).isGreaterThan(1_700_000_000);

      job(gateway, "claims/night shift", false);
      assertThat(becomes(prometheus, "upstream_background_job_failed_total" + group, 1)).isTrue();
      assertThat(prometheus.number(LAST + group)).isEqualTo(before);

      assertThat(push(Recorders.quiet(), gateway, "claims/night shift").delete()).isTrue();
      assertThat(RealProgram.get(gateway, "/metrics")).doesNotContain("night shift");
    }
  }

  @Test
  void a_value_that_left_leaves_the_gateway() throws Exception {
    int gateway = Programs.freePort();
    GuardClock clock = new GuardClock();
    try (RealProgram program = gateway(gateway);
        UpstreamRecorder recorder =
            clock
                .setAll(UpstreamRecorder.builder())
                .settings(Settings.of(Map.of(), Map.of()))
                .jvm(false)
                .budget(CustomerId.class, 1)
                .build()) {
      assertThat(program).isNotNull();
      for (PushMethod method : PushMethod.values()) {
        try (MetricsPush push =
            MetricsPush.toPushgateway(recorder, "127.0.0.1:" + gateway)
                .job(method.name())
                .method(method)
                .build()) {
          for (String customer : List.of("a-" + method, "b-" + method)) {
            recorder.trackAlertCreated(Product.DELAY_GUARD, Severity.LOW, new CustomerId(customer));
            for (Duration time : List.of(Duration.ofMinutes(2), Duration.ofHours(25))) {
              assertThat(push.push()).isTrue();
              clock.pass(time);
            }
          }
          assertThat(RealProgram.get(gateway, "/metrics"))
              .contains("upstream_alert_created_total{customer_id=\"b-" + method)
              .doesNotContain("customer_id=\"a-" + method);
        }
      }
    }
  }

  private RealProgram gateway(int port) throws IOException {
    RealProgram gateway =
        RealProgram.start(
            directory.resolve("pushgateway.log"),
            "prometheus-pushgateway",
            "--web.listen-address=127.0.0.1:" + port);
    Await.until("the gateway is ready", () -> RealProgram.get(port, "/-/ready").equals("OK"));
    return gateway;
  }

  private static MetricsPush push(UpstreamRecorder recorder, int gateway, String job) {
    return MetricsPush.toPushgateway(recorder, "127.0.0.1:" + gateway)
        .job(job)
        .grouping("instance", "a")
        .build();
  }

  /** A whole job, from its recorder to its end. */
  private static void job(int gateway, String name, boolean succeeds) {
    try (UpstreamRecorder recorder = Recorders.quiet();
        MetricsPush push = push(recorder, gateway, name);
        JobRun run = recorder.startJob(JobType.DATA_EXPORT, ACME).pushOnClose(push)) {
      recorder.trackAlertCreated(Product.DELAY_GUARD, Severity.LOW, ACME);
      if (succeeds) {
        run.succeeded();
      }
    }
  }

  private static boolean becomes(PrometheusServer prometheus, String query, double value) {
    return Await.within(
        Duration.ofMinutes(1), () -> prometheus.number("sum(" + query + ")") == value);
  }
}
