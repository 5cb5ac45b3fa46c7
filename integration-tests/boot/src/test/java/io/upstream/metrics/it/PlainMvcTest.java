package io.upstream.metrics.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.spring.EnableUpstreamMetrics;
import io.upstream.metrics.spring.MetricsWebInitializer;
import java.io.File;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.util.ClassUtils;
import org.springframework.web.SpringServletContainerInitializer;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.support.AbstractAnnotationConfigDispatcherServletInitializer;

/** Starts Spring MVC on a class path without Boot. */
@Tag("plain")
class PlainMvcTest {

  private static final String RESPONSES = "django_http_responses_total_by_status_view_method_total";

  @Test
  void one_import_counts_requests_and_mounts_the_page(@TempDir Path directory) throws Exception {
    assertThat(ClassUtils.isPresent("org.springframework.boot.SpringApplication", null)).isFalse();
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(directory.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", new File(directory.toString()).getAbsolutePath());
    // What the container's search of the jars comes to.
    context.addServletContainerInitializer(
        new SpringServletContainerInitializer(),
        Set.of(Initializer.class, MetricsWebInitializer.class));
    tomcat.start();
    try {
      int port = tomcat.getConnector().getLocalPort();
      assertThat(get(port, "/ok/7").statusCode()).isEqualTo(200);
      assertThat(get(port, "/deferred/timeout").statusCode()).isEqualTo(503);
      assertThat(get(port, "/thrown/7").statusCode()).isEqualTo(500);
      assertThat(get(port, "/nowhere").statusCode()).isEqualTo(404);
      assertThat(get(port, "/metrics/health").statusCode()).isEqualTo(200);
      Await.until("four samples", () -> page(port).sum(RESPONSES) == 4);
      Samples page = page(port);
      assertThat(page.sum(RESPONSES, "view=\"CaseController#ok\"", "status=\"200\"")).isOne();
      assertThat(page.sum(RESPONSES, "view=\"CaseController#deferredTimeout\"", "status=\"503\""))
          .isOne();
      assertThat(page.sum(RESPONSES, "view=\"CaseController#thrown\"", "status=\"500\"")).isOne();
      assertThat(page.sum(RESPONSES, "view=\"_UNMATCHED\"", "status=\"404\"")).isOne();
      assertThat(page.sum("django_http_requests_in_progress")).isZero();
      Numbers.assertProcess(page);
    } finally {
      tomcat.stop();
      tomcat.destroy();
    }
  }

  private static Samples page(int port) throws Exception {
    HttpResponse<String> page = get(port, "/metrics");
    assertThat(page.statusCode()).isEqualTo(200);
    return new Samples(page.body());
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    return Running.CLIENT.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
        BodyHandlers.ofString());
  }

  /** The application's own: Spring's servlet with one configuration. */
  public static final class Initializer
      extends AbstractAnnotationConfigDispatcherServletInitializer {

    @Override
    protected Class<?>[] getRootConfigClasses() {
      return new Class<?>[0];
    }

    @Override
    protected Class<?>[] getServletConfigClasses() {
      return new Class<?>[] {Web.class};
    }

    @Override
    protected String[] getServletMappings() {
      return new String[] {"/"};
    }
  }

  @Configuration
  @EnableWebMvc
  @EnableUpstreamMetrics
  @Import(CaseController.class)
  static class Web {}
}
