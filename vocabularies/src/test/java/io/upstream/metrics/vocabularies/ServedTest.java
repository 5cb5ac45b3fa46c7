package io.upstream.metrics.vocabularies;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.event.Vocabulary;
import io.upstream.metrics.servlet.MetricsMount;
import io.upstream.metrics.vocabularies.fiko.FikoVocabulary;
import io.upstream.metrics.vocabularies.module.ModuleVocabulary;
import io.upstream.metrics.vocabularies.otel.OtelVocabulary;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts requests of a real container under each vocabulary. */
class ServedTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private Path home;

  /** Reads what it is sent and answers with five bytes. */
  private static final class Claims extends HttpServlet {
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      request.getInputStream().readAllBytes();
      response.setStatus(201);
      response.getOutputStream().write(new byte[5]);
    }
  }

  /** Returns the page and its health after one request. */
  private String serve(String path, Vocabulary... vocabularies) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(home.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    try (UpstreamRecorder recorder = VocabularyPages.strict(vocabularies).build()) {
      Context context = tomcat.addContext("", home.toString());
      context.addServletContainerInitializer(
          (classes, servlets) -> {
            servlets.addServlet("claims", new Claims()).addMapping("/claims/*");
            MetricsMount.in(servlets).recorder(recorder).at(path);
          },
          Set.of());
      tomcat.start();
      String base = "http://127.0.0.1:" + tomcat.getConnector().getLocalPort();
      HttpRequest post =
          HttpRequest.newBuilder(URI.create(base + "/claims/17"))
              .POST(BodyPublishers.ofString("twelve bytes"))
              .build();
      assertThat(CLIENT.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(201);
      return get(base + path) + get(base + path + "/health");
    } finally {
      tomcat.stop();
      tomcat.destroy();
    }
  }

  private static String get(String url) throws Exception {
    return CLIENT
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        .body();
  }

  @Test
  void fikos_page_and_health_keep_their_paths() throws Exception {
    String labels = "{endpoint=\"/claims/*\",method=\"POST\",status=\"201\"}";
    assertThat(serve("/api/v1/metrics", new FikoVocabulary()))
        .contains("django_http_requests_total" + labels + " 1.0\n")
        .contains("django_http_response_size_bytes_sum" + labels + " 5.0\n")
        .contains(
            "django_http_request_size_bytes_sum{endpoint=\"/claims/*\",method=\"POST\"} 12.0\n")
        .endsWith("OK");
  }

  @Test
  void the_modules_page_has_its_names() throws Exception {
    assertThat(serve("/metrics", new ModuleVocabulary()))
        .containsPattern(
            "django_http_requests_total\\{method=\"POST\",status=\"201\",view=\"[^\"]+\"} 1\\.0\n")
        .contains("django_http_requests_in_progress 0.0\n");
  }

  @Test
  void otel_adds_to_the_platforms_vocabulary() throws Exception {
    assertThat(serve("/metrics", Vocabulary.UPSTREAM, new OtelVocabulary()))
        .contains(
            "http_server_request_duration_seconds_count{error_type=\"\","
                + "http_request_method=\"POST\",http_response_status_code=\"201\","
                + "http_route=\"/claims/*\",url_scheme=\"http\"} 1\n")
        .contains("django_http_requests_total_by_method_total{method=\"POST\"} 1.0\n");
  }
}
