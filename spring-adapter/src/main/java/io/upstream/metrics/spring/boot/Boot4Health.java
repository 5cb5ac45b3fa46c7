package io.upstream.metrics.spring.boot;

import io.upstream.metrics.servlet.HealthCheck;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The health contributors of Boot 4, as checks of ours. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(name = "org.springframework.boot.health.registry.HealthContributorRegistry")
class Boot4Health {

  @Bean
  @Lazy
  @ConditionalOnBean(HealthContributorRegistry.class)
  HealthSource upstreamHealthOfBoot(HealthContributorRegistry registry) {
    return () -> {
      Map<String, HealthCheck> checks = new LinkedHashMap<>();
      registry.forEach(each -> add(checks, each.name(), each.contributor()));
      return checks;
    };
  }

  private static void add(
      Map<String, HealthCheck> checks, String name, HealthContributor contributor) {
    if (contributor instanceof HealthIndicator indicator) {
      checks.put(
          name,
          () -> {
            Health health = indicator.health(false);
            if (health != null) {
              HealthSource.refuse(health.getStatus().getCode());
            }
          });
    } else if (contributor instanceof CompositeHealthContributor parts) {
      parts.forEach(each -> add(checks, name + "/" + each.name(), each.contributor()));
    }
  }
}
