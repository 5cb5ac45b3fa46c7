package io.upstream.metrics.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.testing.Await;
import io.upstream.metrics.testing.Programs;
import io.upstream.metrics.testing.PrometheusServer;
import io.upstream.metrics.testing.PrometheusServer.Job;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scrapes each container with Debian's Prometheus, by each way of access. */
@Tag("full")
class PrometheusTest {

  private final UpstreamRecorder recorder = UpstreamRecorder.builder().build();

  /** The ways in, by the path that has each. */
  private void mount(ServletContext context) {
    page(context, "/local", MetricsAccess.loopback());
    page(context, "/address", MetricsAccess.builder().allow("127.0.0.0/8").build());
    page(
        context,
        "/token",
        MetricsAccess.builder().token("the-old-token-of-both, s3cret-of-16-chars").build());
    page(
        context,
        "/rule",
        MetricsAccess.builder()
            .when(request -> request.getHeader("User-Agent").startsWith("Prometheus/"))
            .build());
    page(context, "/open", MetricsAccess.open());
    page(context, "/protobuf", MetricsAccess.loopback());
    // With native histograms switched on Prometheus prefers protobuf, otherwise OpenMetrics.
    accept(context, "application/vnd.google.protobuf;encoding=delimited", "/protobuf");
    accept(
        context,
        "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5",
        "/local",
        "/address",
        "/token",
        "/rule",
        "/open");
  }

  private static void accept(ServletContext context, String formats, String... paths) {
    Filter filter =
        (request, response, chain) ->
            chain.doFilter(new Accepting((HttpServletRequest) request, formats), response);
    context.addFilter(formats, filter).addMappingForUrlPatterns(null, false, paths);
  }

  private void page(ServletContext context, String path, MetricsAccess access) {
    context.addServlet(path, new MetricsServlet(recorder, access)).addMapping(path);
  }

  private static final class Accepting extends HttpServletRequestWrapper {
    private final String formats;

    Accepting(HttpServletRequest request, String formats) {
      super(request);
      this.formats = formats;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return name.equalsIgnoreCase("Accept")
          ? Collections.enumeration(List.of(formats))
          : super.getHeaders(name);
    }
  }

  @Test
  void every_target_is_up_and_every_family_arrives(@TempDir Path directory) throws Exception {
    Programs.need("prometheus");
    recorder.trackAlertCreated(Product.DRIFT_WATCH, Severity.HIGH, new CustomerId("acme"));
    List<Container> containers = new ArrayList<>();
    try {
      for (Container.Maker maker :
          List.of(TomcatContainer.MAKER, JettyContainer.MAKER, UndertowContainer.MAKER)) {
        containers.add(maker.start(this::mount));
      }
      List<String> paths = List.of("local", "address", "token", "rule", "open", "protobuf");
      Job[] jobs = paths.stream().map(path -> job(path, containers)).toArray(Job[]::new);
      try (PrometheusServer prometheus =
          PrometheusServer.start(
              directory,
              PrometheusServer.configScraping(directory, jobs),
              "--enable-feature=native-histograms")) {
        judge(prometheus, paths, containers);
      }
    } finally {
      containers.forEach(Container::close);
      recorder.close();
    }
  }

  private void judge(PrometheusServer prometheus, List<String> paths, List<Container> containers) {
    int targets = paths.size() * containers.size();
    Await.until("every target is up", () -> prometheus.targetsUp() == targets);
    assertThat(prometheus.targets())
        .hasSize(targets)
        .allSatisfy(target -> assertThat(target.get("lastError").asText()).isEmpty());

    Set<String> wanted = names();
    for (String path : paths) {
      // An old client_java refuses some names; its protobuf goes without them.
      Set<String> expected = new TreeSet<>(wanted);
      Set<String> found = namesFound(prometheus, path);
      if (path.equals("protobuf")) {
        expected.removeIf(name -> recorderRefuses(name));
      }
      assertThat(found).as(path).containsAll(expected);
    }
  }

  private boolean recorderRefuses(String name) {
    return recorder.registry().scrape().stream()
        .noneMatch(
            family -> {
              String own = family.getMetadata().getPrometheusName();
              return name.startsWith(own);
            });
  }

  /** The series names of all families that have lines on our page. */
  private Set<String> names() {
    return Sampled.page(recorder)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("[{ ]", 2)[0])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> namesFound(PrometheusServer prometheus, String job) {
    Set<String> names = new TreeSet<>();
    prometheus
        .json("/api/v1/label/__name__/values?match%5B%5D=%7Bjob%3D%22" + job + "%22%7D")
        .get("data")
        .forEach(name -> names.add(name.asText()));
    return names;
  }

  private static Job job(String path, List<Container> containers) {
    Map<String, Object> settings = new TreeMap<>(Map.of("metrics_path", "/" + path));
    if (path.equals("token")) {
      settings.put("authorization", Map.of("credentials", "s3cret-of-16-chars"));
    }
    return new Job(path, settings, containers.stream().map(Container::port).toList());
  }
}
