package io.upstream.metrics.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsServletTest {

  private final UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build();
  private final Tomcat tomcat = new Tomcat();

  @BeforeEach
  void start(@TempDir Path directory) throws LifecycleException {
    tomcat.setBaseDir(directory.toString());
    tomcat.setPort(0);
    Context context = tomcat.addContext("", directory.toString());
    Tomcat.addServlet(context, "metrics", new MetricsServlet(recorder));
    context.addServletMappingDecoded("/metrics", "metrics");
    tomcat.getConnector();
    tomcat.start();
  }

  @AfterEach
  void stop() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
    recorder.close();
  }

  @Test
  void shows_what_was_recorded() throws Exception {
    recorder.trackAlertCreated(Product.DRIFT_WATCH, Severity.HIGH, new CustomerId("acme"));

    HttpResponse<String> response = get();

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain;")
        .contains("version=0.0.4");
    assertThat(response.body())
        .contains(
            "upstream_alert_created_total{customer_id=\"acme\",product=\"DriftWatch\","
                + "severity=\"high\"} 1.0\n");
  }

  @Test
  void answers_nobody_who_comes_through_a_proxy() throws Exception {
    HttpResponse<String> response = get("X-Forwarded-For", "203.0.113.9");

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body()).contains("this machine only").doesNotContain("upstream_");
    assertThat(page()).contains("upstream_metrics_access_refused_total{reason=\"address\"} 1.0\n");
  }

  private HttpResponse<String> get(String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            URI.create("http://localhost:" + tomcat.getConnector().getLocalPort() + "/metrics"));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private String page() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    recorder.writePage(out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
