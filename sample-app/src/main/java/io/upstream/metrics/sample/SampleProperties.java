package io.upstream.metrics.sample;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings under {@code sample}.
 *
 * @param seed of the customers' behaviour; the same seed, the same events
 * @param cooldown how long a subject is left alone after an alert about it
 * @param chartInterval the time between two values of a chart; a chart shows sixty of them
 * @param traffic the built-in customers
 * @param pushgateway where the page is pushed to, if anywhere
 */
@ConfigurationProperties("sample")
public record SampleProperties(
    @DefaultValue("7") long seed,
    @DefaultValue("10s") Duration cooldown,
    @DefaultValue("5s") Duration chartInterval,
    @DefaultValue Traffic traffic,
    @Nullable Pushgateway pushgateway) {

  /**
   * The built-in customers.
   *
   * @param enabled whether they come by themselves
   * @param pace the time between two of their steps
   */
  public record Traffic(@DefaultValue("true") boolean enabled, @DefaultValue("1s") Duration pace) {}

  /**
   * A Pushgateway.
   *
   * @param address its host and port
   * @param every the time between two pushes
   */
  public record Pushgateway(String address, @DefaultValue("15s") Duration every) {}
}
