package io.upstream.metrics.sample.wiring;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.upstream.metrics.RecorderBuilder;
import io.upstream.metrics.UpstreamMetrics;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.JobFamilies;
import io.upstream.metrics.jdbc.UpstreamDataSource;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.QueueName;
import io.upstream.metrics.label.SignalType;
import io.upstream.metrics.servlet.MetricsAccess;
import io.upstream.metrics.servlet.MetricsFilter;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.cache.CacheManager;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/** The recorder, and what it hears from requests, statements, caches and queues. */
@Configuration(proxyBeanMethods = false)
class Wiring {

  /** Budgets so small that one sees the guard at work within minutes. */
  @Bean(destroyMethod = "close")
  UpstreamRecorder upstreamRecorder(
      ObjectProvider<PrometheusRegistry> registry, Environment environment) {
    RecorderBuilder builder =
        UpstreamRecorder.builder()
            .budget(CustomerId.class, 60)
            .budget(SignalType.class, 40)
            // Micrometer has its own figures of the JVM, under the same names.
            .jvm(!environment.matchesProfiles("boot-actuator"));
    registry.ifAvailable(builder::registry);
    UpstreamRecorder recorder = builder.build();
    UpstreamMetrics.install(recorder);
    return recorder;
  }

  @Bean
  MetricsAccess metricsAccess(UpstreamRecorder recorder) {
    return MetricsAccess.from(recorder.settings());
  }

  @Bean
  FilterRegistrationBean<MetricsFilter> metricsFilter(UpstreamRecorder recorder) {
    FilterRegistrationBean<MetricsFilter> filter =
        new FilterRegistrationBean<>(
            new MetricsFilter(
                recorder,
                request ->
                    request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE)
                            instanceof HandlerMethod method
                        ? method.getBeanType().getSimpleName() + "#" + method.getMethod().getName()
                        : null));
    filter.setAsyncSupported(true);
    filter.setDispatcherTypes(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
    return filter;
  }

  @Bean
  CacheManager cacheManager(UpstreamRecorder recorder) {
    return new MeteredCaches(recorder, "payer-profiles");
  }

  @Bean
  static BeanPostProcessor wrappedDataSources(ObjectProvider<UpstreamRecorder> recorder) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source
            ? UpstreamDataSource.wrap(source, name, recorder.getObject())
            : bean;
      }
    };
  }

  /** Shows the queues once the executors run. */
  @Bean
  SmartLifecycle watchedQueues(
      UpstreamRecorder recorder, Map<String, ThreadPoolTaskExecutor> executors) {
    return new SmartLifecycle() {
      private boolean running;

      @Override
      public void start() {
        executors.forEach(
            (name, executor) -> {
              JobFamilies.QueueLabels queue = new JobFamilies.QueueLabels(new QueueName(name));
              var unusedLength =
                  recorder
                      .gauge(JobFamilies.QUEUE_LENGTH)
                      .watch(queue, () -> (double) executor.getQueueSize());
              var unusedWorkers =
                  recorder
                      .gauge(JobFamilies.WORKERS)
                      .watch(queue, () -> (double) executor.getPoolSize());
            });
        running = true;
      }

      @Override
      public void stop() {
        running = false;
      }

      @Override
      public boolean isRunning() {
        return running;
      }
    };
  }
}
