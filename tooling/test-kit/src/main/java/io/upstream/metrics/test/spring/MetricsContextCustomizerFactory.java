package io.upstream.metrics.test.spring;

import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.test.UpstreamMetricsTest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/** A factory that Spring finds through {@code spring.factories}. */
final class MetricsContextCustomizerFactory implements ContextCustomizerFactory {

  @Override
  public @Nullable ContextCustomizer createContextCustomizer(
      Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
    UpstreamMetricsTest annotation =
        TestContextAnnotationUtils.findMergedAnnotation(testClass, UpstreamMetricsTest.class);
    Mode mode = annotation == null ? null : annotation.mode();
    return new MetricsContextCustomizer(mode);
  }
}
