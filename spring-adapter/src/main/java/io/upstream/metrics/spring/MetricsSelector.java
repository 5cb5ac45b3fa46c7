package io.upstream.metrics.spring;

import org.springframework.context.annotation.DeferredImportSelector;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Imports the beans after the application's own, so that the application's beans are found and have
 * precedence.
 */
final class MetricsSelector implements DeferredImportSelector {

  @Override
  public String[] selectImports(AnnotationMetadata importing) {
    return new String[] {
      MeteringRegistrar.class.getName(), UpstreamMetricsConfiguration.class.getName()
    };
  }
}
