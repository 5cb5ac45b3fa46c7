package io.upstream.metrics.spring.job;

import io.micrometer.observation.ObservationRegistry;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.spring.boot.RecorderAutoConfiguration;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Counts annotated methods, and the tasks of every executor and scheduler bean. */
@AutoConfiguration(after = RecorderAutoConfiguration.class)
@ConditionalOnBean(UpstreamRecorder.class)
@ConditionalOnProperty(name = "upstream.metrics.jobs.enabled", matchIfMissing = true)
@EnableConfigurationProperties(JobMetricsProperties.class)
public class JobMetricsAutoConfiguration {

  /** {@code @TrackedJob} and {@code @Async} methods. */
  @Bean
  @ConditionalOnMissingBean
  public static TrackedJobPostProcessor upstreamTrackedJobPostProcessor(
      ObjectProvider<UpstreamRecorder> recorder, BeanFactory beans) {
    return new TrackedJobPostProcessor(recorder::getObject, beans);
  }

  /** Executors and schedulers. */
  @Bean
  @ConditionalOnMissingBean
  public static ExecutorPostProcessor upstreamExecutorPostProcessor(
      ObjectProvider<UpstreamRecorder> recorder, ObjectProvider<JobMetricsProperties> properties) {
    return new ExecutorPostProcessor(
        recorder::getObject,
        () -> properties.getObject().exclude(),
        () -> properties.getObject().executors());
  }

  /** {@code @Scheduled} methods, whatever runs them. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(ObservationRegistry.class)
  static class Scheduled {

    @Bean
    @ConditionalOnMissingBean
    ScheduledJobs upstreamScheduledJobs(
        UpstreamRecorder recorder,
        BeanFactory beans,
        ObjectProvider<ObservationRegistry> registry) {
      return new ScheduledJobs(recorder, beans, registry::getIfAvailable);
    }
  }
}
