package io.upstream.metrics.spring;

import io.upstream.metrics.RecorderBuilder;

/**
 * Has a say in the recorder before it is built. Declare a bean of this type for what no property
 * can say, such as families of the application's own:
 *
 * <pre>{@code
 * @Bean
 * RecorderCustomizer families() {
 *   return builder -> builder.families(CHECKOUTS, REFUNDS);
 * }
 * }</pre>
 *
 * <p>Customizers are asked in their order, after the properties were applied.
 */
@FunctionalInterface
public interface RecorderCustomizer {

  /** Changes the builder. */
  void customize(RecorderBuilder builder);
}
