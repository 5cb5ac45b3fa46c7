package io.upstream.metrics.servlet;

import static io.upstream.metrics.servlet.Http.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.Settings;
import io.upstream.metrics.UpstreamMetrics;
import io.upstream.metrics.UpstreamRecorder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountTest {

  private final UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build();

  @BeforeEach
  void install() {
    UpstreamMetrics.install(recorder);
  }

  @AfterEach
  void close() {
    recorder.close();
    System.clearProperty("metrics.auto.mount");
    System.clearProperty("metrics.paths");
  }

  @Test
  void by_web_xml(@TempDir Path home) throws Exception {
    Path webInf = Files.createDirectories(home.resolve("app/WEB-INF"));
    String example = DocExamples.in("servlet.md").block("xml", "<web-app");
    Files.writeString(webInf.resolve("web.xml"), example);

    withWebApp(
        home,
        container -> {
          assertThat(get(container, "/metrics/health").statusCode()).isEqualTo(200);
          assertThat(get(container, "/nobody").statusCode()).isEqualTo(404);
          assertThat(get(container, "/api/v1/metrics").body())
              .contains("django_http_requests_total_by_method_total{method=\"GET\"} 1.0\n");
        });
  }

  @Test
  void by_a_setting_without_a_line_of_code(@TempDir Path home) throws Exception {
    Files.writeString(
        Files.createDirectories(home.resolve("app")).resolve("index.html"), "welcome");
    System.setProperty("metrics.auto.mount", "true");
    System.setProperty("metrics.paths", "/metrics,/ops/metrics");

    withWebApp(
        home,
        container -> {
          assertThat(get(container, "/nobody").statusCode()).isEqualTo(404);
          assertThat(get(container, "/ops/metrics").body())
              .contains("django_http_requests_total_by_method_total{method=\"GET\"} 1.0\n");
          assertThat(get(container, "/metrics/readiness").statusCode()).isEqualTo(200);
          assertThat(get(container, "/").body()).isEqualTo("welcome");
          assertThat(get(container, "/metrics").body())
              .contains("status=\"200\",view=\"/\"} 1.0\n");
        });
  }

  @Test
  void the_jar_without_configuration_mounts_nothing(@TempDir Path home) throws Exception {
    Files.createDirectories(home.resolve("app"));

    withWebApp(
        home, container -> assertThat(get(container, "/metrics").statusCode()).isEqualTo(404));
  }

  @Test
  void the_readme_mounts_by_hand() throws Exception {
    try (Container container =
        TomcatContainer.MAKER.start(
            context ->
                context.addServlet("metrics", new MetricsServlet()).addMapping("/metrics"))) {
      assertThat(get(container, "/metrics").body()).contains("upstream_metrics_build_info");
    }
  }

  @Test
  void mounting_twice_is_a_slip() {
    assertThatThrownBy(
            () ->
                TomcatContainer.MAKER.start(
                    context -> {
                      MetricsMount.in(context).at("/metrics");
                      assertThatThrownBy(() -> MetricsMount.in(context).at("/other"))
                          .isInstanceOf(IllegalStateException.class)
                          .hasMessageContaining("there already");
                      assertThatThrownBy(() -> MetricsMount.in(context).at("metrics/*"))
                          .isInstanceOf(IllegalArgumentException.class)
                          .hasMessageContaining("metrics/*");
                      throw new IllegalStateException("seen");
                    }))
        .isInstanceOf(Exception.class);
  }

  private interface Use {
    void with(Container container) throws Exception;
  }

  /** As a war is deployed: web.xml is read, and initializers are found on the class path. */
  private static void withWebApp(Path home, Use use) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(home.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Files.createDirectories(home.resolve("webapps"));
    tomcat.addWebapp("", home.resolve("app").toString());
    tomcat.start();
    try {
      use.with(
          new Container() {
            @Override
            public int port() {
              return tomcat.getConnector().getLocalPort();
            }

            @Override
            public void close() {}
          });
    } finally {
      tomcat.stop();
      tomcat.destroy();
    }
  }

  @Test
  void a_malformed_path_stops_the_start() {
    assertThat(MetricsInitializer.paths(paths("/metrics, /internal/metrics")))
        .containsExactly("/metrics", "/internal/metrics");
    assertThat(MetricsInitializer.paths(paths(" "))).containsExactly("/metrics");
    assertThatThrownBy(() -> MetricsInitializer.paths(paths("/metrics,/a/*")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("METRICS_PATHS=/a/*: expected");
  }

  private static Settings paths(String value) {
    return Settings.of(Map.of(), Map.of("METRICS_PATHS", value));
  }
}
