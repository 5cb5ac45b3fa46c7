package io.upstream.metrics.it.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The oldest patch of each Boot, and one between with a client_java of its own, with Micrometer's
 * registry and without. The newest patches are those of {@link StartersTest} and, without Actuator,
 * of the modules boot-3.5 to boot-4.1. A build that is not the full one starts two applications.
 */
class BootVersionsTest {

  private static final boolean FULL = Boolean.getBoolean("upstream.full");

  private static final List<String> OLDER = List.of("3.5.0", "3.5.3", "4.0.0", "4.1.0");

  private static final List<String> PLAIN = FULL ? OLDER : List.of("4.1.0");

  private static final List<String> WITH_REGISTRY = FULL ? OLDER : List.of("3.5.0");

  static final List<String> APPLICATION =
      List.of(
          "org.springframework.boot:spring-boot-starter-web",
          "org.springframework.boot:spring-boot-starter-data-jpa",
          "org.springframework.boot:spring-boot-starter-cache",
          "com.h2database:h2",
          // what our jars bring, in the version of Boot's list where it has one
          "io.prometheus:prometheus-metrics-core",
          "io.prometheus:prometheus-metrics-exposition-formats",
          "net.ttddyy:datasource-proxy:" + System.getProperty("datasource-proxy.version"),
          "org.jspecify:jspecify:1.0.0");

  private static final ClassPaths CLASS_PATHS = new ClassPaths();

  @BeforeAll
  static void resolve() throws Exception {
    for (String version : PLAIN) {
      CLASS_PATHS.add("plain-" + version, version, APPLICATION);
    }
    for (String version : WITH_REGISTRY) {
      List<String> registry = new ArrayList<>(APPLICATION);
      registry.add("org.springframework.boot:spring-boot-starter-actuator");
      registry.add("io.micrometer:micrometer-registry-prometheus");
      if (version.startsWith("4.")) {
        registry.add("org.springframework.boot:spring-boot-starter-micrometer-metrics");
      }
      CLASS_PATHS.add("registry-" + version, version, registry);
    }
    CLASS_PATHS.resolve();
  }

  static List<String> plain() {
    return PLAIN;
  }

  static List<String> withRegistry() {
    return WITH_REGISTRY;
  }

  @ParameterizedTest
  @MethodSource("plain")
  void without_micrometers_registry_the_page_is_whole(String version) throws Exception {
    Run run = run("plain-" + version);
    assertCounts(run, "metrics.txt");
    assertThat(run.text("metrics.txt")).contains("jvm_threads_current ");
    assertThat(run.warnings()).noneMatch(line -> line.contains("upstream"));
  }

  @ParameterizedTest
  @MethodSource("withRegistry")
  void beside_micrometers_registry_both_pages_are_whole(String version) throws Exception {
    Run run = run("registry-" + version);
    assertCounts(run, "metrics.txt");
    assertCounts(run, "actuator-prometheus.txt");
    assertCounts(run, "actuator-upstream.txt");
    assertThat(run.text("metrics.txt")).containsOnlyOnce("# TYPE jvm_memory_used_bytes ");
    List<String> ours = run.warnings().stream().filter(line -> line.contains("upstream")).toList();
    assertThat(ours).hasSize(2);
    assertThat(ours)
        .filteredOn(line -> line.contains("refuses the names") && line.contains("1.7.0"))
        .hasSize(1);
    assertThat(ours)
        .filteredOn(
            line ->
                line.contains("Actuator exposes the metrics")
                    && line.contains("upstream.metrics.endpoint.guard-actuator=false"))
        .hasSize(1);
  }

  static void assertCounts(Run run, String page) throws Exception {
    assertThat(
            run.sample(
                page,
                "django_http_responses_total_by_status_view_method_total{method=\"GET\",status=\"200\""))
        .as(page)
        .isGreaterThanOrEqualTo(3);
    assertThat(run.sample(page, "django_model_inserts_total{model=\"Claim\"}")).isEqualTo(1);
    assertThat(run.sample(page, "django_cache_get_total{backend=\"payers\"}")).isEqualTo(3);
    assertThat(run.sample(page, "upstream_background_job_started_total")).isEqualTo(2);
    assertThat(run.sample(page, "process_open_fds")).isPositive();
  }

  private static Run run(String name) throws Exception {
    List<java.nio.file.Path> classPath = new ArrayList<>(ClassPaths.ours());
    classPath.addAll(CLASS_PATHS.of(name));
    return Run.of(name, classPath, "management.metrics.enable.jvm=" + name.startsWith("plain"));
  }
}
