package io.upstream.metrics.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamMetrics;
import io.upstream.metrics.console.ConsoleServlet;
import io.upstream.metrics.jdbc.UpstreamDataSource;
import io.upstream.metrics.servlet.MetricsServlet;
import io.upstream.metrics.spring.MetricsInterceptor;
import io.upstream.metrics.testing.PublicTypes;
import io.upstream.metrics.vocabularies.otel.OtelVocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks that no public type of an adapter hands out a type that is public only so that our own
 * packages reach it: those of core's engine and of the adapters' inner packages.
 */
class PublicTypesTest {

  private static final Path CORE_API = Path.of("../core/src/test/resources/exports.txt");
  private static final Set<String> INNER_PACKAGES =
      Set.of(
          "io.upstream.metrics.servlet.access",
          "io.upstream.metrics.servlet.exchange",
          "io.upstream.metrics.servlet.scrape",
          "io.upstream.metrics.jdbc.connection",
          "io.upstream.metrics.jdbc.sql",
          "io.upstream.metrics.vocabularies.shared");

  @ParameterizedTest
  @ValueSource(
      classes = {
        MetricsServlet.class,
        UpstreamDataSource.class,
        ConsoleServlet.class,
        MetricsInterceptor.class,
        OtelVocabulary.class
      })
  void no_public_type_hands_out_an_inner_one(Class<?> member) throws IOException {
    Set<String> inner = namesOfCoresEngine();
    Set<String> found = new TreeSet<>();
    Set<Class<?>> types = PublicTypes.ofModule(member);
    assertThat(types).contains(member);
    for (Class<?> type : types) {
      if (isInner(type, inner)) {
        continue;
      }
      PublicTypes.shownBy(type, true).stream()
          .filter(shown -> isInner(shown, inner))
          .forEach(shown -> found.add(type.getName() + " shows " + shown.getName()));
    }
    assertThat(found).isEmpty();
  }

  @Test
  void every_inner_package_exists() {
    assertThat(
            Stream.of(MetricsServlet.class, UpstreamDataSource.class, OtelVocabulary.class)
                .flatMap(member -> PublicTypes.ofModule(member).stream())
                .map(Class::getPackageName))
        .containsAll(INNER_PACKAGES);
  }

  private static boolean isInner(Class<?> type, Set<String> engine) {
    return INNER_PACKAGES.contains(type.getPackageName()) || engine.contains(type.getName());
  }

  private static Set<String> namesOfCoresEngine() throws IOException {
    Set<String> api =
        Files.readAllLines(CORE_API).stream()
            .filter(line -> !line.startsWith(" "))
            .map(line -> line.replaceFirst("^.*?(io\\.upstream\\.[\\w.$]+).*$", "$1"))
            .collect(Collectors.toSet());
    Set<String> engine =
        PublicTypes.ofModule(UpstreamMetrics.class).stream()
            .map(Class::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    engine.removeAll(api);
    assertThat(engine).contains("io.upstream.metrics.series.SeriesRegistry");
    return engine;
  }
}
