package io.upstream.metrics.sample;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings under {@code sample}.
 *
 * @param seed the seed of the customers' behaviour; the same seed produces the same events
 * @param cooldown the time after an alert in which the same subject causes no other one
 * @param chartInterval the time between two values of a chart; a chart shows sixty of them
 * @param traffic the built-in customers
 * @param pushgateway the Pushgateway that receives the page; null for none
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
   * @param enabled true if the built-in customers send claims
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
