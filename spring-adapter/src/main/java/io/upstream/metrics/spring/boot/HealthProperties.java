package io.upstream.metrics.spring.boot;

import io.upstream.metrics.servlet.Health;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of the health endpoints beside the page.
 *
 * @param enabled true if health, readiness and liveness are mounted below the page's path; the
 *     default is true if Actuator is absent
 * @param timeLimit the longest time that a check may take
 * @param needs the names of the checks that must succeed before the application is ready
 */
@ConfigurationProperties("upstream.metrics.health")
public record HealthProperties(
    @Nullable Boolean enabled,
    @DefaultValue("2s") Duration timeLimit,
    @DefaultValue Set<String> needs) {

  /** Returns a builder of a health with the time limit. */
  Health.Builder builder() {
    if (timeLimit.isNegative() || timeLimit.isZero()) {
      throw PropertyOfSetting.malformed("health.time-limit", timeLimit, "more than nothing");
    }
    return Health.builder().timeLimit(timeLimit);
  }
}
