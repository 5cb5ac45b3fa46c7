package io.upstream.metrics.sample.jobs;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** The worker threads. They finish running jobs before the application ends. */
@Configuration(proxyBeanMethods = false)
class JobsConfiguration {

  @Bean
  ThreadPoolTaskExecutor workers() {
    return executor("worker-", 2);
  }

  /** One thread, because suppression compares an alert with those before it. */
  @Bean
  ThreadPoolTaskExecutor notifications() {
    return executor("notification-", 1);
  }

  private static ThreadPoolTaskExecutor executor(String prefix, int threads) {
    ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
    executor.setThreadNamePrefix(prefix);
    executor.setCorePoolSize(threads);
    executor.setMaxPoolSize(threads);
    executor.setWaitForTasksToCompleteOnShutdown(true);
    executor.setAwaitTerminationSeconds(20);
    return executor;
  }
}
