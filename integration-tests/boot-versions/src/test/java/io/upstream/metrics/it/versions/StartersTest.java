package io.upstream.metrics.it.versions;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.testing.PostgresServer;
import io.upstream.metrics.testing.RedisServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares applications of popular starters with and without this library. */
@Tag("full")
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
          "org.postgresql:postgresql",
          "org.flywaydb:flyway-database-postgresql",
          "io.micrometer:micrometer-registry-otlp");

  private static final List<String> REDIS =
      List.of(BOOT + "data-redis", "org.postgresql:postgresql");

  private static final List<String> HAZELCAST =
      List.of("com.hazelcast:hazelcast", "com.hazelcast:hazelcast-spring");

  private static final Map<String, List<String>> GROUPS =
      Map.of("web", WEB, "data", DATA, "redis", REDIS, "hazelcast", HAZELCAST);

  private static final List<String> VERSIONS = List.of("3.5.16", "4.0.8", "4.1.1");

  /** Tried with Boot 3 only. */
  private static final List<String> WEB_OF_3 = List.of(BOOT + "graphql", BOOT + "websocket");

  private static final List<String> DATA_OF_3 =
      List.of(
          BOOT + "quartz",
          BOOT + "integration",
          "org.springframework.session:spring-session-jdbc",
          "org.flywaydb:flyway-core");

  /** The beans of Spring that the documented mechanisms replace. */
  private static final Set<String> REPLACED =
      Set.of(
          "org.springframework.cache.interceptor.CacheInterceptor",
          "org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor");

  private static final Set<String> REPLACEMENTS =
      Set.of(
          "io.upstream.metrics.spring.cache.MeteredCacheInterceptor",
          "io.upstream.metrics.spring.job.MeteredScheduledProcessor");

  private static final ClassPaths CLASS_PATHS = new ClassPaths();

  private static final AtomicInteger DATABASES = new AtomicInteger();

  private static RedisServer redis;
  private static PostgresServer postgres;

  @BeforeAll
  static void start() throws Exception {
    for (String version : VERSIONS) {
      for (Map.Entry<String, List<String>> group : GROUPS.entrySet()) {
        List<String> artifacts = new ArrayList<>(COMMON);
        artifacts.addAll(group.getValue());
        artifacts.addAll(
            version.startsWith("3.") ? of3(group.getKey()) : of4(group.getKey(), version));
        CLASS_PATHS.add(group.getKey() + "-" + version, version, artifacts);
      }
    }
    CLASS_PATHS.resolve();
    postgres = PostgresServer.shared();
    redis = RedisServer.start();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  private static List<String> of3(String group) {
    return switch (group) {
      case "web" -> WEB_OF_3;
      case "data" -> DATA_OF_3;
      case "redis" -> List.of("org.liquibase:liquibase-core");
      default -> List.of();
    };
  }

  private static List<String> of4(String group, String version) {
    List<String> artifacts = new ArrayList<>(List.of(BOOT + "micrometer-metrics"));
    if (group.equals("data")) {
      artifacts.addAll(List.of(BOOT + "session-jdbc", BOOT + "flyway"));
    } else if (group.equals("redis") && version.equals("4.1.1")) {
      artifacts.add(BOOT + "liquibase"); // not tried with 4.0
    }
    return artifacts;
  }

  static Stream<String> applications() {
    return VERSIONS.stream()
        .flatMap(version -> GROUPS.keySet().stream().sorted().map(group -> group + "-" + version));
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
                    || line.contains("Actuator exposes the metrics of all customers")
                    || line.contains("ports seem occupied")); // Hazelcast's, of other programs
    BootVersionsTest.assertCounts(with, "metrics.txt");
    if (application.startsWith("web")) {
      assertNothingIsFolded(with);
      BootVersionsTest.assertCounts(with, "actuator-upstream.txt");
      BootVersionsTest.assertCounts(with, "actuator-prometheus.txt");
      assertThat(with.text("metrics.txt")).containsOnlyOnce("# TYPE jvm_memory_used_bytes ");
      assertThat(with.warnings()).anyMatch(line -> line.contains("Actuator exposes the metrics"));
      // Since 1.7.0, which Boot 4.1.1 brings, client_java takes all names of ours.
      assertThat(with.warnings().stream().anyMatch(line -> line.contains("refuses the names")))
          .isEqualTo(!application.endsWith("4.1.1"));
    }
    assertThat(with.text("out.txt"))
        .contains(
            "Metrics count the data source dataSource: its HikariCP pool is lent a driver",
            "Metrics count the caches of @Cacheable, @CachePut and @CacheEvict",
            "Metrics count the methods that are @Scheduled",
            "Metrics count the jobs of the bean claims",
            "Metrics count the executor ");
    if (without.has("user.txt")) {
      assertThat(without.text("user.txt")).startsWith("next");
      assertThat(with.text("user.txt")).startsWith("next");
    }
  }

  /**
   * Constants name everything that the library counts by itself, so a strict recorder refuses
   * nothing, not even where the application swallows its exceptions, and shows no vendor that it
   * does not know.
   */
  private static void assertNothingIsFolded(Run strict) throws Exception {
    assertThat(strict.sample("metrics.txt", "upstream_metrics_label_folded_total")).isZero();
    assertThat(strict.sample("metrics.txt", "django_http_exceptions_total_by_type_total")).isZero();
    assertThat(strict.lines("refused.txt")).isEmpty();
    assertThat(strict.lines("metrics.txt"))
        .noneMatch(line -> line.contains("=\"_OTHER\"") && !line.endsWith(" 0.0"))
        .noneMatch(
            line -> line.startsWith("upstream_metrics_rejected_total") && !line.endsWith(" 0.0"))
        .noneMatch(line -> line.contains("vendor=\"_UNKNOWN\""));
  }

  /** Runs an application; the web applications in STRICT mode, which throws what it refuses. */
  private static Run run(String application, boolean withUs) throws Exception {
    List<Path> classPath = new ArrayList<>(withUs ? ClassPaths.ours() : List.of());
    classPath.addAll(CLASS_PATHS.of(application));
    String group = application.substring(0, application.indexOf('-'));
    List<String> properties =
        new ArrayList<>(
            List.of(
                "spring.devtools.restart.enabled=false",
                "spring.cache.cache-names=payers",
                "spring.session.jdbc.initialize-schema=always",
                "spring.batch.jdbc.initialize-schema=always",
                "management.otlp.metrics.export.step=1h"));
    properties.addAll(
        switch (group) {
          case "web" -> List.of("upstream.metrics.mode=strict", "spring.cache.type=caffeine");
          case "data" -> onPostgres("spring.cache.type=jcache");
          case "redis" ->
              onPostgres(
                  "spring.cache.type=redis",
                  "spring.cache.redis.enable-statistics=true",
                  "spring.data.redis.repositories.enabled=false",
                  "spring.data.redis.host=127.0.0.1",
                  "spring.data.redis.port=" + redis.port(),
                  "spring.cache.redis.key-prefix=" + DATABASES.get());
          default -> List.of("spring.cache.type=hazelcast");
        });
    return Run.of(
        application + (withUs ? "-with" : "-without"),
        classPath,
        properties.toArray(String[]::new));
  }

  /** A database of its own, whose credentials change while the application runs. */
  private static List<String> onPostgres(String... more) throws SQLException {
    int number = DATABASES.incrementAndGet();
    try (Connection connection = DriverManager.getConnection(postgres.url(), "test", "");
        Statement statement = connection.createStatement()) {
      statement.execute("create database app" + number);
    }
    List<String> properties = new ArrayList<>(List.of(more));
    properties.add(
        "spring.datasource.url=jdbc:postgresql://127.0.0.1:" + postgres.port() + "/app" + number);
    properties.add("spring.datasource.username=test");
    properties.add("rotate.to=next" + number);
    return properties;
  }

  /** Returns the meters without those of garbage collections, which may or may not happen. */
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
