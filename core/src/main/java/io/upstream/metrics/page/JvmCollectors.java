package io.upstream.metrics.page;

import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmClassLoadingMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmCompilationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmNativeMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Set;
import java.util.function.Consumer;

/**
 * client_java's collectors of the JVM and the process, one by one.
 *
 * <p>Its all-in-one keeps every registry it ever saw, and the collector of memory pool allocations
 * leaves a listener in the platform that nothing removes: after a redeployment both would hold the
 * old application. So the first is not used and the second is left out.
 */
final class JvmCollectors {

  private static final String JVM = "jvm_";

  private JvmCollectors() {}

  /**
   * Registers what the registry has not already. Where somebody else has put figures of the JVM
   * none of these is added: they would say the same under other names.
   *
   * @param taken the names of samples that are in the registry
   * @param registered told of each collector at once, for the next may throw
   */
  static void register(
      PrometheusRegistry target,
      Set<String> taken,
      ScrapeErrors errors,
      Consumer<Collector> registered) {
    boolean jvmIsTaken = taken.stream().anyMatch(name -> name.startsWith(JVM));
    PrometheusRegistry door =
        new PrometheusRegistry() {
          @Override
          public void register(Collector collector) {
            String name = collector.getPrometheusName();
            if (taken.contains(name) || (jvmIsTaken && name.startsWith(JVM))) {
              return;
            }
            Collector shielded = CollectorProxies.shielded(collector, errors);
            if (offer(target, shielded)) {
              registered.accept(shielded);
            }
          }
        };
    JvmBufferPoolMetrics.builder().register(door);
    JvmClassLoadingMetrics.builder().register(door);
    JvmCompilationMetrics.builder().register(door);
    JvmGarbageCollectorMetrics.builder().register(door);
    JvmMemoryMetrics.builder().register(door);
    JvmNativeMemoryMetrics.builder().register(door);
    JvmRuntimeInfoMetric.builder().register(door);
    JvmThreadsMetrics.builder().register(door);
    ProcessMetrics.builder().register(door);
  }

  private static boolean offer(PrometheusRegistry target, Collector collector) {
    try {
      target.register(collector);
      return true;
    } catch (IllegalStateException | IllegalArgumentException taken) {
      return false; // somebody else already puts this family on the page, and theirs stays
    }
  }
}
