package io.upstream.metrics.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.DriftType;
import io.upstream.metrics.label.ErrorType;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.QualityMetric;
import io.upstream.metrics.label.Severity;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Reads the page with third-party parsers, and checks every name. */
class ReadByOthersTest {

  @Test
  void promtool_accepts_the_page() throws Exception {
    Program promtool = Program.find("/usr/bin/promtool", "promtool");
    try (UpstreamRecorder recorder = busyRecorder()) {
      Program.Result result =
          promtool.run(ScrapedPage.bytes(recorder, PageFormat.TEXT, Set.of()), "check", "metrics");
      // What it objects to is style, in names that are the platform's and stay: each is listed.
      assertThat(result.output().lines().filter(line -> !line.isBlank()).sorted())
          .containsExactly(
              "django_http_requests_body_total_bytes counter metrics should have \"_total\" suffix",
              "django_http_responses_body_total_bytes counter metrics should have \"_total\" suffix");
    }
  }

  @Test
  void a_strict_parser_reads_open_metrics() throws Exception {
    Program python = Program.find("/usr/bin/python3", "python3");
    assumeTrue(
        python.run(new byte[0], "-c", "import prometheus_client").exit() == 0 || Program.REQUIRED);
    String script =
        """
        import sys
        from prometheus_client.openmetrics.parser import text_string_to_metric_families
        for family in text_string_to_metric_families(sys.stdin.read()):
            for sample in family.samples:
                print(sample.name, sorted(sample.labels.items()), sample.value)
        """;
    HistogramFamily<NoLabels> shift =
        HistogramFamily.named("shift").buckets(-1, 1).help("Shift.").noLabels();
    try (UpstreamRecorder recorder = busyRecorder()) {
      recorder.histogram(shift).observe(NoLabels.NONE, -4);
      recorder.histogram(shift).observe(NoLabels.NONE, 1);
      byte[] page = ScrapedPage.bytes(recorder, PageFormat.OPENMETRICS, Set.of());
      Program.Result result = python.run(page, "-c", script);
      assertThat(result.exit()).as(result.output()).isZero();
      assertThat(result.output())
          .contains("shift_bucket [('le', '-1.0')] 1\n", "shift_bucket [('le', '+Inf')] 2\n")
          .doesNotContain("shift_sum", "shift_count");
      assertThat(ScrapedPage.text(recorder)).contains("shift_sum -3.0\n", "shift_count 2\n");
      long samples =
          new String(page, StandardCharsets.UTF_8).lines().filter(l -> !l.startsWith("#")).count();
      assertThat(result.output().lines().count()).isEqualTo(samples);
      assertThat(result.output())
          .contains(
              "upstream_alert_created_total [('customer_id', 'acme'), ('product', 'DriftWatch'),"
                  + " ('severity', 'high')] 1.0");
    }
  }

  @Test
  void every_name_is_exact_on_any_client_java() {
    GaugeFamily<NoLabels> users =
        GaugeFamily.named("django_active_users_total")
            .inheritedName("a sibling's")
            .help("U.")
            .noLabels();
    CounterFamily<NoLabels> resets =
        CounterFamily.named("device_info_total").inheritedName("a device's").help("R.").noLabels();
    try (UpstreamRecorder recorder = busyRecorder()) {
      recorder.gauge(users).set(NoLabels.NONE, 4);
      recorder.counter(resets).inc(NoLabels.NONE);
      for (PageFormat format : List.of(PageFormat.TEXT, PageFormat.OPENMETRICS)) {
        assertThat(ScrapedPage.of(recorder, format, Set.of()).lines())
            .contains(
                "upstream_alert_created_total{customer_id=\"acme\",product=\"DriftWatch\",severity=\"high\"} 1.0",
                "django_active_users_total 4.0",
                "device_info_total 1.0",
                "django_http_requests_body_total_bytes 0.0");
      }
      assertThat(ScrapedPage.openMetrics(recorder).lines())
          .contains(
              "# TYPE upstream_alert_created counter",
              "# TYPE django_active_users_total gauge",
              "# TYPE django_http_requests_body_total_bytes unknown");
      assertThat(ScrapedPage.text(recorder).lines())
          .contains(
              "# TYPE upstream_alert_created_total counter",
              "# TYPE django_active_users_total gauge",
              "# TYPE django_http_requests_body_total_bytes counter");
    }
  }

  @Test
  void protobuf_has_families_that_client_java_refuses() {
    try (UpstreamRecorder recorder = busyRecorder()) {
      String page =
          new String(
              ScrapedPage.bytes(recorder, PageFormat.PROTOBUF, Set.of()),
              StandardCharsets.ISO_8859_1);
      assertThat(page)
          .contains("upstream_drift_event_detected_total", "acme", "jvm_memory_used_bytes")
          .contains("upstream_alert_created_total")
          .contains("upstream_data_quality_score");
    }
  }

  @Test
  void only_a_failing_stream_fails_a_page() {
    try (UpstreamRecorder recorder = busyRecorder()) {
      OutputStream broken =
          new OutputStream() {
            @Override
            public void write(int b) throws IOException {
              throw new IOException("gone");
            }
          };
      assertThatThrownBy(() -> recorder.writePage(broken))
          .isInstanceOf(IOException.class)
          .hasMessage("gone");
    }
  }

  private static UpstreamRecorder busyRecorder() {
    UpstreamRecorder recorder = UpstreamRecorder.builder().build();
    CustomerId acme = new CustomerId("acme");
    recorder.trackAlertCreated(Product.DRIFT_WATCH, Severity.HIGH, acme);
    recorder.trackDriftEvent(Product.DRIFT_WATCH, DriftType.DENIAL_RATE, 0.5, acme);
    recorder.trackDataQualityScore(acme, QualityMetric.ACCURACY, 0.125);
    recorder.trackAlertFailed(Product.DELAY_GUARD, null, new ErrorType("X"), acme);
    recorder.startJob(JobType.DATA_EXPORT, acme).succeeded();
    recorder.timeIngestion(acme).close();
    return recorder;
  }

  /**
   * A program of the machine; absent ones skip a test, or fail it where nothing may be left out.
   */
  record Program(Path path) {

    static final boolean REQUIRED = Boolean.getBoolean("upstream.full");

    record Result(int exit, String output) {}

    static Program find(String path, String name) {
      boolean there = Files.isExecutable(Path.of(path));
      assertThat(there || !REQUIRED).as(name + " is needed for the full test run").isTrue();
      assumeTrue(there, name + " is not installed");
      return new Program(Path.of(path));
    }

    Result run(byte[] input, String... arguments) throws IOException, InterruptedException {
      List<String> command = new ArrayList<>(List.of(path.toString()));
      command.addAll(List.of(arguments));
      Path in = Files.createTempFile("page", ".txt");
      try {
        Files.write(in, input);
        Process process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(in.toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
      } finally {
        Files.delete(in);
      }
    }
  }
}
