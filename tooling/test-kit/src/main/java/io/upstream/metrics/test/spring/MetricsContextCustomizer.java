package io.upstream.metrics.test.spring;

import io.upstream.metrics.guard.Mode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Completes the context of a test. A record, because Spring compares customizers to find out which
 * tests share a context.
 *
 * @param mode the mode of the context's recorder, which decides what happens to refused values;
 *     null if the test sets none
 */
record MetricsContextCustomizer(@Nullable Mode mode) implements ContextCustomizer {

  @Override
  public void customizeContext(
      ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
    if (mode != null) {
      context
          .getEnvironment()
          .getPropertySources()
          .addFirst(
              new MapPropertySource(
                  "upstreamMetricsTest", Map.of("upstream.metrics.mode", mode.name())));
    }
    context.addBeanFactoryPostProcessor(
        new MissingBeans(context, mode == null ? Mode.ENFORCE : mode));
  }
}
