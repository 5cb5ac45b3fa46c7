package io.upstream.metrics.spring.boot;

import io.upstream.metrics.servlet.HealthCheck;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.health.CompositeHealthContributor;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.HealthContributorRegistry;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The health contributors of Boot 3, as checks of ours. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(name = "org.springframework.boot.actuate.health.HealthContributorRegistry")
class Boot3Health {

  @Bean
  @Lazy
  @ConditionalOnBean(HealthContributorRegistry.class)
  HealthSource upstreamHealthOfBoot(HealthContributorRegistry registry) {
    return () -> {
      Map<String, HealthCheck> checks = new LinkedHashMap<>();
      registry.forEach(each -> add(checks, each.getName(), each.getContributor()));
      return checks;
    };
  }

  private static void add(
      Map<String, HealthCheck> checks, String name, HealthContributor contributor) {
    if (contributor instanceof HealthIndicator indicator) {
      checks.put(name, () -> HealthSource.refuse(indicator.getHealth(false).getStatus().getCode()));
    } else if (contributor instanceof CompositeHealthContributor parts) {
      parts.forEach(each -> add(checks, name + "/" + each.getName(), each.getContributor()));
    }
  }
}
