package io.upstream.metrics.spring.boot;

import io.upstream.metrics.servlet.Health;
import io.upstream.metrics.servlet.HealthCheck;
import io.upstream.metrics.spring.MetricsConfigurationException;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;

/**
 * Mounts health, readiness and liveness below the page's path if Actuator is absent.
 *
 * <p>Health runs the {@link HealthCheck} beans. Readiness and liveness are Boot's own states of
 * availability; readiness also runs the checks that the application declares as needed. If Actuator
 * is present, the checks contribute to its health instead, unless {@code
 * upstream.metrics.health.enabled} is true.
 */
@AutoConfiguration(
    after = EndpointAutoConfiguration.class,
    afterName =
        "org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@Import({Boot3Health.class, Boot4Health.class})
public class HealthAutoConfiguration {

  /**
   * Returns the checks, which are looked up at the first request, because beans that they need may
   * not exist before.
   */
  @Bean
  @Conditional(OnOwnHealth.class)
  @Lazy
  @ConditionalOnMissingBean
  Health upstreamHealth(
      HealthProperties properties,
      Map<String, HealthCheck> checks,
      ObjectProvider<ApplicationAvailability> availability) {
    return MetricsConfigurationException.reading(
        () -> {
          Health.Builder builder = properties.builder();
          checks.forEach(
              (name, check) -> {
                if (properties.needs().contains(name)) {
                  builder.needs(name, check);
                } else {
                  builder.check(name, check);
                }
              });
          availability.ifAvailable(states -> follow(builder, states));
          return builder.build();
        });
  }

  private static void follow(Health.Builder builder, ApplicationAvailability states) {
    builder.started(() -> states.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC);
    builder.alive(
        "livenessState",
        () -> {
          if (states.getLivenessState() == LivenessState.BROKEN) {
            throw new Broken();
          }
        });
  }

  /** Thrown for a failed state of Boot's health; of a check only its class is shown. */
  private static final class Broken extends Exception {}
}
