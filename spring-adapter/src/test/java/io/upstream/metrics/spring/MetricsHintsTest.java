package io.upstream.metrics.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.upstream.metrics.catalog.Catalogue;
import io.upstream.metrics.catalog.Family;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.core.io.support.SpringFactoriesLoader;

class MetricsHintsTest {

  private final RuntimeHints hints = new RuntimeHints();

  MetricsHintsTest() {
    SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
        .load(RuntimeHintsRegistrar.class)
        .stream()
        .filter(MetricsHints.class::isInstance)
        .forEach(each -> each.registerHints(hints, getClass().getClassLoader()));
  }

  @Test
  void every_label_record_can_be_read() {
    List<Family<?>> families =
        Stream.of(Catalogue.TECHNICAL, Catalogue.BUSINESS)
            .<Family<?>>flatMap(List::stream)
            .toList();
    assertThat(families).isNotEmpty();
    for (Family<?> family : families) {
      for (RecordComponent component : family.schema().type().getRecordComponents()) {
        assertThat(RuntimeHintsPredicates.reflection().onMethod(component.getAccessor()).invoke())
            .as(family.name() + " " + component)
            .accepts(hints);
      }
    }
  }

  @Test
  void runtime_instances_have_hints() {
    assertThat(RuntimeHintsPredicates.proxies().forInterfaces(Collector.class)).accepts(hints);
    assertThat(RuntimeHintsPredicates.proxies().forInterfaces(MultiCollector.class)).accepts(hints);
    assertThat(RuntimeHintsPredicates.proxies().forInterfaces(java.sql.DatabaseMetaData.class))
        .accepts(hints);
  }
}
