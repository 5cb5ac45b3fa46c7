package io.upstream.metrics.it.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Popular starters together: with this library an application is what it is without it. */
class StartersTest {

  private static final String BOOT = "org.springframework.boot:spring-boot-starter-";

  private static final List<String> COMMON =
      List.of(
          BOOT + "web",
          BOOT + "data-jpa",
          BOOT + "cache",
          BOOT + "actuator",
          "com.h2database:h2",
          "io.prometheus:prometheus-metrics-core",
          "io.prometheus:prometheus-metrics-exposition-formats",
          "net.ttddyy:datasource-proxy:" + System.getProperty("datasource-proxy.version"),
          "org.jspecify:jspecify:1.0.0");

  private static final List<String> WEB =
      List.of(
          BOOT + "security",
          BOOT + "validation",
          BOOT + "thymeleaf",
          BOOT + "webflux",
          "com.github.ben-manes.caffeine:caffeine",
          "io.micrometer:micrometer-registry-prometheus");

  private static final List<String> DATA =
      List.of(
          BOOT + "jdbc",
          BOOT + "data-jdbc",
          BOOT + "batch",
          BOOT + "mail",
          "org.springframework.boot:spring-boot-devtools",
          "com.github.ben-manes.caffeine:jcache",
          "io.micrometer:micrometer-registry-otlp");

  /** Of Boot 4 these did not resolve where this was written. */
  private static final List<String> WEB_OF_3 = List.of(BOOT + "graphql", BOOT + "websocket");

  private static final List<String> DATA_OF_3 = List.of(BOOT + "quartz", BOOT + "integration");

  /** What takes the place of a bean of Spring's own: the documented mechanisms, and no other. */
  private static final Set<String> REPLACED =
      Set.of(
          "org.springframework.cache.interceptor.CacheInterceptor",
          "org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor");

  private static final Set<String> REPLACEMENTS =
      Set.of(
          "io.upstream.metrics.spring.cache.MeteredCacheInterceptor",
          "io.upstream.metrics.spring.job.MeteredScheduledProcessor");

  private static final ClassPaths CLASS_PATHS = new ClassPaths();

  @BeforeAll
  static void resolve() throws Exception {
    for (String version : List.of("3.5.16", "4.0.8", "4.1.1")) {
      for (String group : List.of("web", "data")) {
        List<String> artifacts = new ArrayList<>(COMMON);
        artifacts.addAll(group.equals("web") ? WEB : DATA);
        boolean four = version.startsWith("4.");
        if (four) {
          artifacts.add(BOOT + "micrometer-metrics");
        } else {
          artifacts.addAll(group.equals("web") ? WEB_OF_3 : DATA_OF_3);
        }
        if (group.equals("data")) {
          artifacts.add(
              four ? BOOT + "session-jdbc" : "org.springframework.session:spring-session-jdbc");
          artifacts.add(four ? BOOT + "flyway" : "org.flywaydb:flyway-core");
        }
        CLASS_PATHS.add(group + "-" + version, version, artifacts);
      }
    }
    CLASS_PATHS.resolve();
  }

  static Stream<String> applications() {
    return Stream.of("3.5.16", "4.0.8", "4.1.1")
        .flatMap(version -> Stream.of("web-" + version, "data-" + version));
  }

  @ParameterizedTest
  @MethodSource("applications")
  void beans_meters_threads_and_warnings_are_the_same(String application) throws Exception {
    Run without = run(application, false);
    Run with = run(application, true);

    Set<String> gone = minus(without.lines("beans.txt"), with.lines("beans.txt"));
    Set<String> come = minus(with.lines("beans.txt"), without.lines("beans.txt"));
    assertThat(gone).as("beans gone").allMatch(bean -> REPLACED.contains(type(bean)));
    assertThat(gone).hasSize(REPLACED.size());
    assertThat(come)
        .as("beans come")
        .allMatch(
            bean ->
                bean.startsWith("upstream")
                    || bean.startsWith("io.upstream.")
                    || bean.startsWith("upstream.metrics.")
                    || REPLACEMENTS.contains(type(bean)));
    assertThat(meters(with)).as("meters").isEqualTo(meters(without));
    assertThat(meters(with))
        .contains("jdbc.connections.active", "jdbc.connections.idle", "executor.active");
    // Those of others that still end when the report is written differ from run to run.
    assertThat(with.lines("threads.txt"))
        .as("threads")
        .noneMatch(thread -> thread.startsWith("upstream"));
    assertThat(minus(with.warnings(), without.warnings()))
        .as("warnings")
        .allMatch(
            line ->
                line.contains("refuses the names")
                    || line.contains("Actuator exposes the metrics of all customers"));
  }

  /** All that the library counts by itself is named by constants, so nothing is refused. */
  @ParameterizedTest
  @MethodSource("strict")
  void under_strict_nothing_is_folded_and_no_series_is_a_phantom(String application)
      throws Exception {
    Run strict = run(application, true, "upstream.metrics.mode=strict");
    assertThat(strict.sample("metrics.txt", "upstream_metrics_label_folded_total")).isZero();
    assertThat(strict.sample("metrics.txt", "django_http_exceptions_total_by_type_total")).isZero();
    assertThat(strict.lines("metrics.txt"))
        .noneMatch(line -> line.contains("=\"_OTHER\"") && !line.endsWith(" 0.0"));
    assertThat(strict.sample("metrics.txt", "django_cache_get_total{backend=\"payers\"}"))
        .isEqualTo(3);
    assertThat(strict.sample("metrics.txt", "django_model_inserts_total{model=\"Claim\"}"))
        .isEqualTo(1);
    assertThat(strict.sample("metrics.txt", "upstream_background_job_completed_total"))
        .isEqualTo(2);
  }

  static Stream<String> strict() {
    return Stream.of("web-3.5.16", "web-4.1.1");
  }

  private static Run run(String application, boolean withUs, String... properties)
      throws Exception {
    List<Path> classPath = new ArrayList<>(withUs ? ClassPaths.ours() : List.of());
    classPath.addAll(CLASS_PATHS.of(application));
    List<String> all =
        new ArrayList<>(
            List.of(
                "spring.devtools.restart.enabled=false",
                "spring.cache.cache-names=payers",
                "spring.session.jdbc.initialize-schema=always",
                "spring.batch.jdbc.initialize-schema=always",
                "management.otlp.metrics.export.step=1h"));
    all.addAll(List.of(properties));
    return Run.of(
        application + (withUs ? "-with" : "-without") + properties.length,
        classPath,
        all.toArray(String[]::new));
  }

  /** Without those of collections, which happen or not. */
  private static Set<String> meters(Run run) throws Exception {
    Set<String> meters = run.lines("meters.txt");
    meters.removeIf(name -> name.startsWith("jvm.gc."));
    return meters;
  }

  private static String type(String bean) {
    return bean.substring(bean.lastIndexOf(' ') + 1);
  }

  private static Set<String> minus(Set<String> all, Set<String> some) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(some);
    return rest;
  }
}
