package io.upstream.metrics.spring.data;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Whether Micrometer writes into a Prometheus registry. Its gauges of a HikariCP pool have the
 * names of ours, with the pool's own name for a label, and twice on one page they cost the page.
 */
final class Micrometer {

  private static final String REGISTRY = "io.micrometer.prometheusmetrics.PrometheusMeterRegistry";

  private Micrometer() {}

  static boolean isHere(ListableBeanFactory beans) {
    ClassLoader loader = Micrometer.class.getClassLoader();
    return ClassUtils.isPresent(REGISTRY, loader)
        && beans.getBeanNamesForType(ClassUtils.resolveClassName(REGISTRY, loader), true, false)
                .length
            > 0;
  }
}
