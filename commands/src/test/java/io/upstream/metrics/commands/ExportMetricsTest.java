package io.upstream.metrics.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.Settings;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportMetricsTest {

  private static final Map<String, String> NOTHING = Map.of();

  @Test
  void underscores_in_options_are_accepted() throws Exception {
    Run help = Run.of(NOTHING, "export_metrics", "--help");
    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("export-metrics");
    assertThat(Run.of(NOTHING, "cleanup_metrics", "--help").code()).isZero();
    assertThat(Run.of(NOTHING, "export_everything").code()).isEqualTo(Commands.USAGE);
  }

  @Test
  void a_running_applications_page_is_printed() throws Exception {
    try (FakeServer application = FakeServer.page()) {
      Run run = Run.of(NOTHING, "export-metrics", "--print", "--url", application.url());
      assertThat(run).isEqualTo(new Run(0, FakeServer.PAGE, ""));
      assertThat(application.asked())
          .containsExactly("GET /metrics null text/plain;version=0.0.4 ");
    }
  }

  @Test
  void the_other_format_can_be_asked_for() throws Exception {
    try (FakeServer application =
        new FakeServer(200, "application/openmetrics-text; version=1.0.0", "# EOF\n")) {
      Run run =
          Run.of(NOTHING, "export-metrics", "--format=openmetrics", "--url", application.url());
      assertThat(run).isEqualTo(new Run(0, "# EOF\n", ""));
      assertThat(application.asked().get(0)).contains("application/openmetrics-text");
    }
  }

  @Test
  void the_token_is_read_from_file_option_environment(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("token"), "from-file\n");
    try (FakeServer application = FakeServer.page()) {
      String[] words = {"export-metrics", "--url", application.url()};
      Run.of(Map.of("METRICS_AUTH_TOKEN", "from-environment"), words);
      Run.of(Map.of("METRICS_AUTH_TOKEN_FILE", file.toString()), words);
      Run.of(NOTHING, words[0], words[1], words[2], "--token-file", file.toString());
      Run.of(NOTHING, words[0], words[1], words[2], "--token", "from-option");
      assertThat(application.asked())
          .extracting(asked -> asked.split(" ")[3])
          .containsExactly("from-environment", "from-file", "from-file", "from-option");
    }
    Run none = Run.of(NOTHING, "export-metrics", "--token-file", directory + "/none");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("/none: cannot be read");
  }

  @ParameterizedTest
  @CsvSource({
    "401, text/plain, no, answered 401: it wants a token",
    "403, text/plain, no, METRICS_ALLOWED_IPS",
    "404, text/plain, no, 'answered 404, expected 200'",
    "302, text/plain, no, 'answered 302, expected 200'",
    "200, text/html, <html>, is no metrics page",
    "200, text/plain, OK, is no metrics page",
    "200, text/plain, '', is no metrics page",
    "200, application/json, '# TYPE a counter', is no metrics page"
  })
  void what_is_no_page_is_an_error(int status, String type, String body, String said)
      throws Exception {
    try (FakeServer application = new FakeServer(status, type, body)) {
      Run run = Run.of(NOTHING, "export-metrics", "--url", application.url());
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).startsWith("export-metrics: http://127.0.0.1:").contains(said);
      assertThat(run.err().lines()).hasSize(1);
    }
  }

  @Test
  void a_missing_application_is_an_error() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Run run = Run.of(NOTHING, "export-metrics", "--url", "http://127.0.0.1:" + port + "/metrics");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("cannot be reached: ConnectException");
  }

  @Test
  void a_silent_application_is_an_error() throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Run run =
          Run.of(
              NOTHING,
              "export-metrics",
              "--timeout",
              "1",
              "--url",
              "http://127.0.0.1:" + mute.getLocalPort() + "/metrics");
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err()).contains("did not answer within 1 s");
    }
  }

  @Test
  void a_running_applications_page_is_pushed() throws Exception {
    try (FakeServer application = FakeServer.page();
        FakeServer gateway = new FakeServer(200, "text/plain", "")) {
      Run run =
          Run.of(
              NOTHING,
              "export-metrics",
              "--url",
              application.url(),
              "--pushgateway",
              gateway.address(),
              "--job",
              "nightly",
              "--grouping",
              "instance=a=b",
              "--method=post");
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).contains("pushed " + FakeServer.PAGE.length() + " bytes");
      assertThat(gateway.asked())
          .singleElement()
          .asString()
          .startsWith("POST /metrics/job/nightly/instance/a%3Db null null ")
          .endsWith(FakeServer.PAGE);
    }
  }

  @Test
  void a_gateway_that_refuses_is_an_error() throws Exception {
    try (FakeServer application = FakeServer.page();
        FakeServer gateway = new FakeServer(400, "text/plain", "text format parsing error\n")) {
      Run run =
          Run.of(
              NOTHING,
              "export-metrics",
              "--url=" + application.url(),
              "--pushgateway=" + gateway.address(),
              "--job=j",
              "--print");
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.out()).isEqualTo(FakeServer.PAGE);
      assertThat(run.err()).contains("answered 400: text format parsing error");
    }
  }

  @Test
  void inside_an_application_it_writes_its_page() throws Exception {
    try (UpstreamRecorder recorder =
            UpstreamRecorder.builder().settings(Settings.of(Map.of(), Map.of())).build();
        FakeServer gateway = new FakeServer(202, "text/plain", "")) {
      recorder.trackAlertCreated(Product.DRIFT_WATCH, Severity.LOW, new CustomerId("acme"));
      Run printed = Run.of(recorder::writePage, null, NOTHING, "export-metrics", "--print");
      assertThat(printed.code()).isZero();
      assertThat(printed.out()).contains("upstream_alert_created_total{customer_id=\"acme\"");
      Run pushed =
          Run.of(
              recorder::writePage,
              null,
              NOTHING,
              "export-metrics",
              "--pushgateway",
              gateway.address(),
              "--job",
              "j");
      assertThat(pushed.code()).as(pushed.err()).isZero();
      assertThat(gateway.asked().get(0)).contains("upstream_alert_created_total");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', export-metrics [options]",
    "nonsense, nonsense: there is no such command",
    "export-metrics --colour, --colour: there is no such option",
    "export-metrics --url, --url: expected a value",
    "export-metrics --url localhost, expected a URL",
    "export-metrics --url=http://a --url=http://b, expected once",
    "export-metrics --format xml, expected text or openmetrics",
    "export-metrics --job j, goes with --pushgateway",
    "export-metrics --pushgateway g:1, --job: expected",
    "export-metrics --pushgateway g:1 --job j --grouping x, expected NAME=VALUE",
    "export-metrics --pushgateway g:1 --job j --method PATCH, expected PUT or POST",
    "export-metrics --pushgateway g:1?q --job j, expected HOST:PORT",
    "export-metrics --timeout never, expected a whole number",
    "export-metrics --timeout 0, expected a whole number",
    "cleanup-metrics --days -1, expected a whole number",
    "cleanup-metrics, '--db-url: expected, or METRICS_DB_URL'",
    "cleanup-metrics --db-url jdbc:nothing:x, no JDBC driver for nothing is here",
    "cleanup-metrics --db-url jdbc:h2:mem: --driver /none.jar, /none.jar: cannot be read"
  })
  void wrong_usage_exits_with_2(String words, String said) {
    Run run = Run.of(NOTHING, words.isEmpty() ? new String[0] : words.split(" "));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(said);
  }

  @Test
  void help_is_what_was_asked_for() {
    assertThat(Run.of(NOTHING, "--help").out())
        .contains("export-metrics [options]", "cleanup-metrics [options]", "exit code");
    Run help = Run.of(NOTHING, "export-metrics", "--help");
    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("--pushgateway HOST:PORT").doesNotContain("cleanup-metrics");
    assertThat(Run.of(NOTHING, "cleanup-metrics", "-h").out()).contains("--dry-run");
  }
}
