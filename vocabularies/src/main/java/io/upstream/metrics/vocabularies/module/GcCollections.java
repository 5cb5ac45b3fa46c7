package io.upstream.metrics.vocabularies.module;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.upstream.metrics.UpstreamRecorder;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * Exposes {@code django_python_gc_collections_total} with the numbers of the JVM's collectors.
 *
 * <p>The JVM counts them itself, so this collector reads its numbers when the page is written; a
 * typed counter could not do that.
 */
final class GcCollections implements AutoCloseable {

  static final String NAME = "django_python_gc_collections_total";
  private static final String LABEL = "generation";

  private final PrometheusRegistry registry;
  private final @Nullable Collector collector;

  GcCollections(UpstreamRecorder recorder) {
    this.registry = recorder.registry();
    this.collector = recorder.isEnabled() ? register(registry) : null;
  }

  private static @Nullable Collector register(PrometheusRegistry registry) {
    Collector collections =
        CounterWithCallback.builder()
            .name(NAME)
            .help("Garbage collections, by collector.")
            .labelNames(LABEL)
            .callback(
                counter -> {
                  for (GarbageCollectorMXBean bean :
                      ManagementFactory.getGarbageCollectorMXBeans()) {
                    counter.call((double) Math.max(0, bean.getCollectionCount()), bean.getName());
                  }
                })
            .build();
    try {
      registry.register(collections);
    } catch (IllegalStateException | IllegalArgumentException there) {
      return null; // another ModuleRecorder has registered the same numbers
    }
    return collections;
  }

  @Override
  public void close() {
    if (collector != null) {
      registry.unregister(collector);
    }
  }
}
