package io.upstream.metrics.spring;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.upstream.metrics.catalog.Catalogue;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.Label;
import java.sql.DatabaseMetaData;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/**
 * The hints that a native image needs: the label records, whose accessors are called by reflection,
 * and the interfaces of the proxies for collectors and database metadata.
 *
 * <p>An application registers the label records of its own families with
 * {@code @RegisterReflectionForBinding}.
 */
final class MetricsHints implements RuntimeHintsRegistrar {

  /** client_java looks for it by name, and does without. */
  private static final String PROTOBUF =
      "io.prometheus.metrics.expositionformats.internal.PrometheusProtobufWriterImpl";

  /** client_java has it from 1.4 on. */
  private static final String ESCAPING = "io.prometheus.metrics.config.EscapingScheme";

  @Override
  public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
    Stream.of(Catalogue.TECHNICAL, Catalogue.BUSINESS)
        .flatMap(List::stream)
        .forEach(family -> register(hints, family));
    hints.proxies().registerJdkProxy(Collector.class);
    hints.proxies().registerJdkProxy(MultiCollector.class);
    hints.proxies().registerJdkProxy(DatabaseMetaData.class);
    hints
        .reflection()
        .registerTypeIfPresent(
            classLoader,
            PROTOBUF,
            hint -> hint.withMembers(MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS))
        .registerTypeIfPresent(
            classLoader, ESCAPING, hint -> hint.withMembers(MemberCategory.INVOKE_PUBLIC_METHODS))
        .registerType(ExpositionFormatWriter.class, MemberCategory.INVOKE_PUBLIC_METHODS);
  }

  private static void register(RuntimeHints hints, Family<?> family) {
    hints
        .reflection()
        .registerType(
            TypeReference.of(family.schema().type()),
            MemberCategory.INVOKE_DECLARED_CONSTRUCTORS,
            MemberCategory.INVOKE_DECLARED_METHODS,
            MemberCategory.INVOKE_PUBLIC_METHODS);
    for (Label label : family.schema().labels()) {
      hints
          .reflection()
          .registerType(
              label.type(),
              MemberCategory.INVOKE_DECLARED_METHODS,
              MemberCategory.INVOKE_PUBLIC_METHODS);
    }
  }
}
