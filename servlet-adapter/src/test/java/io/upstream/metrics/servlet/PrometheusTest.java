package io.upstream.metrics.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.testing.Await;
import io.upstream.metrics.testing.Programs;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
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
      Path config = directory.resolve("prometheus.yml");
      Files.writeString(config, config(paths, containers));
      int port = Programs.freePort();
      Process prometheus =
          Programs.start(
              directory.resolve("log"),
              "prometheus",
              "--config.file=" + config,
              "--storage.tsdb.path=" + directory.resolve("data"),
              "--web.listen-address=127.0.0.1:" + port,
              "--enable-feature=native-histograms");
      ;
      try {
        judge(port, paths, containers);
      } finally {
        Programs.end(prometheus);
      }
    } finally {
      containers.forEach(Container::close);
      recorder.close();
    }
  }

  private void judge(int port, List<String> paths, List<Container> containers) {
    int targets = paths.size() * containers.size();
    boolean up =
        Await.within(
            Duration.ofSeconds(60),
            () -> count(get(port, "/api/v1/targets"), "\"health\":\"up\"") == targets);
    String seen = get(port, "/api/v1/targets");
    assertThat(up).as(seen).isTrue();
    assertThat(count(seen, "\"lastError\":\"\"")).isEqualTo(targets);

    Set<String> wanted = names();
    for (String path : paths) {
      // An old client_java refuses some names; its protobuf goes without them.
      Set<String> expected = new TreeSet<>(wanted);
      Set<String> found = namesFound(port, path);
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

  private static Set<String> namesFound(int port, String job) {
    String answer =
        get(port, "/api/v1/label/__name__/values?match%5B%5D=%7Bjob%3D%22" + job + "%22%7D");
    return Pattern.compile("\"([a-zA-Z_:][a-zA-Z0-9_:]*)\"")
        .matcher(answer)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toSet());
  }

  private static String config(List<String> paths, List<Container> containers) {
    StringBuilder yaml = new StringBuilder("global:\n  scrape_interval: 1s\nscrape_configs:\n");
    for (String path : paths) {
      yaml.append("- job_name: ").append(path).append("\n  metrics_path: /").append(path);
      if (path.equals("token")) {
        yaml.append("\n  authorization:\n    credentials: s3cret-of-16-chars");
      }
      yaml.append("\n  static_configs:\n  - targets:\n");
      containers.forEach(
          container -> yaml.append("    - 127.0.0.1:").append(container.port()).append('\n'));
    }
    return yaml.toString();
  }

  private static String get(int port, String path) {
    try {
      return Http.CLIENT
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
              BodyHandlers.ofString())
          .body();
    } catch (java.io.IOException notYetUp) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  private static long count(String text, String part) {
    return Pattern.compile(Pattern.quote(part)).matcher(text).results().count();
  }
}
