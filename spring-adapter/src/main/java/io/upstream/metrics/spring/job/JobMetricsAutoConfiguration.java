package io.upstream.metrics.spring.job;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.spring.RecorderHolder;
import io.upstream.metrics.spring.boot.RecorderAutoConfiguration;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Counts scheduled, asynchronous and annotated methods, and shows executors. */
@AutoConfiguration(after = RecorderAutoConfiguration.class)
@ConditionalOnBean(UpstreamRecorder.class)
@ConditionalOnProperty(name = "upstream.metrics.jobs.enabled", matchIfMissing = true)
@EnableConfigurationProperties(JobMetricsProperties.class)
public class JobMetricsAutoConfiguration {

  // Static, and without beans: they are there before the beans that they look at.

  /** {@code @TrackedJob} and {@code @Async} methods. */
  @Bean
  @ConditionalOnMissingBean
  public static JobMetering upstreamJobMetering(
      RecorderHolder recorder, BeanFactory beans, Environment environment) {
    return new JobMetering(recorder, beans, JobMetricsProperties.in(environment).async());
  }

  /** {@code @Scheduled} methods. */
  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnProperty(name = "upstream.metrics.jobs.scheduled", matchIfMissing = true)
  public static ScheduledMetering upstreamScheduledMetering() {
    return new ScheduledMetering();
  }

  /** Queues and workers of executors and schedulers. */
  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnProperty(name = "upstream.metrics.jobs.executors", matchIfMissing = true)
  public static ExecutorGauges upstreamExecutorGauges(
      RecorderHolder recorder, ConfigurableListableBeanFactory beans, Environment environment) {
    return new ExecutorGauges(recorder, beans, JobMetricsProperties.in(environment).exclude());
  }
}
