package io.upstream.metrics.spring.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.upstream.metrics.UpstreamMetrics;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.spring.EnableUpstreamMetrics;
import java.io.ByteArrayOutputStream;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;

/** Starts, closes, restarts and refreshes contexts, also beside each other. */
class LifecycleTest {

  private static final PrometheusRegistry SHARED = new PrometheusRegistry();

  @Test
  void two_contexts_have_two_recorders() throws Exception {
    try (ConfigurableApplicationContext one = start(Own.class);
        ConfigurableApplicationContext two = start(Own.class)) {
      get(one, "/nowhere");
      assertThat(one.getBean(UpstreamRecorder.class))
          .isNotSameAs(two.getBean(UpstreamRecorder.class));
      assertThat(UpstreamMetrics.recorder()).isSameAs(two.getBean(UpstreamRecorder.class));
      assertThat(page(one)).contains("status=\"404\",view=\"_UNMATCHED\"} 1.0");
      assertThat(page(two)).doesNotContain("status=\"404\",view=\"_UNMATCHED\"} 1.0");
    }
  }

  @Test
  void a_shared_registry_keeps_the_first_contexts_names() throws Exception {
    try (ConfigurableApplicationContext one = start(Sharing.class)) {
      try (ConfigurableApplicationContext two = start(Sharing.class)) {
        assertThat(page(one)).containsOnlyOnce("# TYPE django_http_requests_in_progress ");
        assertThat(page(two)).containsOnlyOnce("# TYPE django_http_requests_in_progress ");
        assertThat(SHARED.scrape().size()).isPositive();
      }
      assertThat(page(one)).containsOnlyOnce("# TYPE django_http_requests_in_progress ");
    }
    assertThat(SHARED.scrape().size()).as("left behind").isZero();
  }

  @Test
  void a_restart_begins_anew() throws Exception {
    for (int i = 0; i < 3; i++) {
      try (ConfigurableApplicationContext context = start(Sharing.class)) {
        get(context, "/nowhere");
        assertThat(page(context)).contains("status=\"404\",view=\"_UNMATCHED\"} 1.0");
      }
      assertThat(SHARED.scrape().size()).isZero();
    }
  }

  @Test
  void a_refresh_makes_a_new_recorder() {
    AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
    context.setServletContext(new MockServletContext());
    context.register(Refreshed.class);
    context.refresh();
    UpstreamRecorder before = context.getBean(UpstreamRecorder.class);
    context.refresh();
    UpstreamRecorder after = context.getBean(UpstreamRecorder.class);

    assertThat(after).isNotSameAs(before);
    assertThat(UpstreamMetrics.recorder()).isSameAs(after);
    long families = SHARED.scrape().size();
    context.close();
    assertThat(families).isPositive();
    assertThat(SHARED.scrape().size()).isZero();
  }

  @Test
  void a_closed_context_releases_its_recorder() {
    WeakReference<UpstreamRecorder> recorder = recorderOfClosedContext();
    for (int i = 0; i < 100 && recorder.get() != null; i++) {
      System.gc();
      LockSupport.parkNanos(10_000_000);
    }
    assertThat(recorder.get()).isNull();
  }

  private static WeakReference<UpstreamRecorder> recorderOfClosedContext() {
    AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
    context.setServletContext(new MockServletContext());
    context.register(Refreshed.class);
    context.refresh();
    UpstreamRecorder recorder = context.getBean(UpstreamRecorder.class);
    context.close();
    return new WeakReference<>(recorder);
  }

  // Two of Micrometer's registries in one of client_java's break its page without our help.
  private static ConfigurableApplicationContext start(Class<?> application) {
    return new SpringApplicationBuilder(application)
        .run(
            "--management.defaults.metrics.export.enabled=false",
            "--server.port=0",
            "--server.address=127.0.0.1",
            "--spring.main.banner-mode=off",
            "--logging.level.root=warn");
  }

  private static void get(ConfigurableApplicationContext context, String path) throws Exception {
    String port = context.getEnvironment().getRequiredProperty("local.server.port");
    HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            BodyHandlers.discarding());
  }

  private static String page(ConfigurableApplicationContext context) throws Exception {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    context.getBean(UpstreamRecorder.class).writePage(page);
    return page.toString(UTF_8);
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Own {}

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Sharing {
    @Bean
    PrometheusRegistry registry() {
      return SHARED;
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableUpstreamMetrics
  static class Refreshed {
    @Bean
    PrometheusRegistry registry() {
      return SHARED;
    }
  }
}
