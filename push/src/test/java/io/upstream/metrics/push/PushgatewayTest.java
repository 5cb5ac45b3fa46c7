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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pushes the numbers of a finished job through Debian's Pushgateway into Debian's Prometheus. */
@Tag("full")
class PushgatewayTest {

  private static final CustomerId ACME = new CustomerId("acme");
  private static final String LAST = "upstream_background_job_last_success_timestamp_seconds";
  private static final Pattern VALUE = Pattern.compile("\"value\":\\[[0-9.]+,\"([^\"]+)\"]");

  @TempDir private Path directory;

  @Test
  void a_finished_jobs_counts_reach_prometheus() throws Exception {
    int gateway = Programs.freePort();
    int prometheus = Programs.freePort();
    Path config = directory.resolve("prometheus.yml");
    Files.writeString(
        config,
        """
        global:
          scrape_interval: 1s
        scrape_configs:
        - job_name: pushgateway
          honor_labels: true
          static_configs:
          - targets: ["127.0.0.1:%d"]
        """
            .formatted(gateway));
    try (RealProgram one =
            RealProgram.start(
                directory.resolve("pushgateway.log"),
                "prometheus-pushgateway",
                "--web.listen-address=127.0.0.1:" + gateway);
        RealProgram two =
            RealProgram.start(
                directory.resolve("prometheus.log"),
                "prometheus",
                "--config.file=" + config,
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--web.listen-address=127.0.0.1:" + prometheus)) {
      assertThat(
              Await.within(
                  Duration.ofMinutes(1), () -> RealProgram.get(gateway, "/-/ready").equals("OK")))
          .isTrue();

      job(gateway, "claims/night shift", true);
      String group = "{job=\"claims/night shift\",instance=\"a\"}";
      assertThat(becomes(prometheus, "upstream_background_job_completed_total" + group, "1"))
          .isTrue();
      assertThat(becomes(prometheus, "upstream_alert_created_total" + group, "1")).isTrue();
      String before = ask(prometheus, LAST + group);
      assertThat(Double.parseDouble(before)).isGreaterThan(1_700_000_000);

      job(gateway, "claims/night shift", false);
      assertThat(becomes(prometheus, "upstream_background_job_failed_total" + group, "1")).isTrue();
      assertThat(ask(prometheus, LAST + group)).isEqualTo(before);

      assertThat(push(Recorders.quiet(), gateway, "claims/night shift").delete()).isTrue();
      assertThat(RealProgram.get(gateway, "/metrics")).doesNotContain("night shift");
      assertThat(one).isNotEqualTo(two);
    }
  }

  @Test
  void a_value_that_left_leaves_the_gateway() throws Exception {
    int gateway = Programs.freePort();
    GuardClock clock = new GuardClock();
    try (RealProgram program =
            RealProgram.start(
                directory.resolve("pushgateway.log"),
                "prometheus-pushgateway",
                "--web.listen-address=127.0.0.1:" + gateway);
        UpstreamRecorder recorder =
            clock
                .setAll(UpstreamRecorder.builder())
                .settings(Settings.of(Map.of(), Map.of()))
                .jvm(false)
                .budget(CustomerId.class, 1)
                .build()) {
      assertThat(program).isNotNull();
      assertThat(
              Await.within(
                  Duration.ofMinutes(1), () -> RealProgram.get(gateway, "/-/ready").equals("OK")))
          .isTrue();
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

  private static boolean becomes(int prometheus, String query, String value) {
    return Await.within(
        Duration.ofMinutes(1), () -> value.equals(ask(prometheus, "sum(" + query + ")")));
  }

  private static String ask(int prometheus, String query) {
    String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
    Matcher value = VALUE.matcher(RealProgram.get(prometheus, "/api/v1/query?query=" + encoded));
    return value.find() ? value.group(1) : "";
  }
}
