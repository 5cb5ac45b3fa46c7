package io.upstream.metrics.spring.boot;

import io.upstream.metrics.servlet.HealthCheck;
import java.util.Map;
import org.springframework.boot.actuate.health.CompositeHealthContributor;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Adds our checks as contributors to Actuator's health on Boot 3. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(name = "org.springframework.boot.actuate.health.CompositeHealthContributor")
@ConditionalOnBean(HealthCheck.class)
class Boot3Health {

  @Bean
  @ConditionalOnMissingBean(name = "upstreamHealthContributor")
  CompositeHealthContributor upstreamHealthContributor(Map<String, HealthCheck> checks) {
    return CompositeHealthContributor.fromMap(checks, Boot3Health::indicator);
  }

  private static HealthIndicator indicator(HealthCheck check) {
    return () -> {
      try {
        check.check();
        return Health.up().build();
      } catch (VirtualMachineError e) {
        throw e;
      } catch (Throwable e) { // without its message, which may hold a secret
        return Health.down().withDetail("error", e.getClass().getName()).build();
      }
    };
  }
}
