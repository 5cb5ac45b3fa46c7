package io.upstream.metrics.spring;

import io.upstream.metrics.RecorderBuilder;

/**
 * Changes the recorder before it is built. Declare a bean of this type for settings that have no
 * property, such as the application's own families:
 *
 * <pre>{@code
 * @Bean
 * RecorderCustomizer families() {
 *   return builder -> builder.families(CHECKOUTS, REFUNDS);
 * }
 * }</pre>
 *
 * <p>Customizers are called in their order, after the properties were applied.
 */
@FunctionalInterface
public interface RecorderCustomizer {

  /** Changes the builder. */
  void customize(RecorderBuilder builder);
}
