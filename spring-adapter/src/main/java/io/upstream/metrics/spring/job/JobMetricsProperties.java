package io.upstream.metrics.spring.job;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.Environment;

/**
 * What an application sets about the numbers of its background jobs.
 *
 * @param enabled whether jobs are counted and executors shown
 * @param scheduled whether @Scheduled methods are counted
 * @param async whether @Async methods are counted that are not @TrackedJob
 * @param executors whether queues and workers of executor and scheduler beans are shown
 * @param exclude names of executor and scheduler beans that are left alone
 */
@ConfigurationProperties("upstream.metrics.jobs")
public record JobMetricsProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("true") boolean scheduled,
    @DefaultValue("true") boolean async,
    @DefaultValue("true") boolean executors,
    @DefaultValue Set<String> exclude) {

  /** For what is there before the bean is bound. */
  static JobMetricsProperties in(Environment environment) {
    return Binder.get(environment)
        .bindOrCreate("upstream.metrics.jobs", JobMetricsProperties.class);
  }
}
