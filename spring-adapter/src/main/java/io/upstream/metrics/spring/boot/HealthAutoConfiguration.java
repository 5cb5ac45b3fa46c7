package io.upstream.metrics.spring.boot;

import io.upstream.metrics.servlet.Health;
import io.upstream.metrics.servlet.HealthCheck;
import io.upstream.metrics.servlet.HealthServlet;
import io.upstream.metrics.servlet.MetricsAccess;
import jakarta.servlet.Servlet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;

/**
 * Health, readiness and liveness below the page's path.
 *
 * <p>Health asks Boot's health contributors, where there are any, and the {@link HealthCheck} beans
 * by their names. Readiness and liveness are Boot's own states of availability: no contributor ever
 * joins liveness, and readiness only asks the checks that the application names as needed.
 */
@AutoConfiguration(
    after = EndpointAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.health.HealthContributorAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.health.HealthEndpointAutoConfiguration",
      "org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration"
    })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty(name = "upstream.metrics.health.enabled", matchIfMissing = true)
@EnableConfigurationProperties(HealthProperties.class)
@Import({Boot3Health.class, Boot4Health.class})
public class HealthAutoConfiguration {

  /** Boot's names for what {@link ApplicationAvailability} says; asked of that, not twice. */
  private static final Set<String> STATES = Set.of("livenessState", "readinessState");

  /** The checks, found when health is first asked for: what they need may not be there before. */
  @Bean
  @Lazy
  @ConditionalOnMissingBean
  public Health upstreamHealth(
      HealthProperties properties,
      ObjectProvider<HealthSource> boot,
      Map<String, HealthCheck> own,
      ObjectProvider<ApplicationAvailability> availability) {
    Map<String, HealthCheck> checks = new LinkedHashMap<>();
    boot.ifAvailable(source -> checks.putAll(source.checks()));
    checks.keySet().removeAll(STATES);
    checks.putAll(own);
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
            throw new HealthSource.Down();
          }
        });
  }

  static ServletRegistrationBean<Servlet> probes(
      ObjectProvider<Health> health,
      MetricsAccess access,
      EndpointProperties properties,
      HealthProperties limits) {
    return MetricsConfigurationException.reading(
        () -> {
          limits.builder(); // now, for the checks are only made when somebody asks
          ServletRegistrationBean<Servlet> registration =
              new ServletRegistrationBean<>(
                  new LateServlet(() -> new HealthServlet(health.getObject(), access)));
          registration.addUrlMappings(properties.mappings("/health"));
          registration.addUrlMappings(properties.mappings("/readiness"));
          registration.addUrlMappings(properties.mappings("/liveness"));
          registration.setName("upstreamHealthServlet");
          return registration;
        });
  }

  /** Where there is no other port for management. */
  @Configuration(proxyBeanMethods = false)
  @Conditional(OnOnePort.class)
  static class OnePort {

    @Bean
    @ConditionalOnMissingBean(
        value = HealthServlet.class,
        name = "upstreamHealthServletRegistration")
    ServletRegistrationBean<Servlet> upstreamHealthServletRegistration(
        ObjectProvider<Health> health,
        MetricsAccess access,
        EndpointProperties properties,
        HealthProperties limits) {
      return probes(health, access, properties, limits);
    }
  }
}
