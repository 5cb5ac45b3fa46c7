package io.upstream.metrics.spring.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.spring.Apps;
import io.upstream.metrics.spring.Logged;
import io.upstream.metrics.testing.PageText;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Runs an application whose classes and methods are all final, as Kotlin's are. */
class FinalClassesTest {

  @RegisterExtension final Logged log = new Logged();

  private ConfigurableApplicationContext context;

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void final_classes_are_unchanged_and_count() {
    context = Apps.startLean(Application.class, "spring.cache.type=simple", INTERFACES);

    Nightly nightly = context.getBean(Nightly.class);
    assertThat(nightly.getClass()).isEqualTo(Nightly.class);
    Work work = context.getBean(Work.class);
    assertThat(AopUtils.isJdkDynamicProxy(work)).isTrue();
    assertThat(work.payer(1)).isEqualTo(work.payer(1));
    work.export().join();

    Apps.await(() -> jobs("Nightly.run") == 1 && jobs("FinalWork.export") == 1);
    assertThat(numbers().at("django_cache_get_total{backend=\"payers\"}")).isEqualTo(2);
    assertThat(numbers().at("django_cache_hits_total{backend=\"payers\"}")).isEqualTo(1);
  }

  private static final String INTERFACES = "spring.aop.proxy-target-class=false";

  private double jobs(String type) {
    return numbers().family("upstream_background_job_completed_total").entrySet().stream()
        .filter(job -> job.getKey().contains("job_type=\"" + type + "\""))
        .mapToDouble(java.util.Map.Entry::getValue)
        .sum();
  }

  private PageText numbers() {
    return Apps.numbers(context);
  }

  interface Work {
    String payer(long id);

    CompletableFuture<Void> export();
  }

  static final class FinalWork implements Work {
    @Override
    @Cacheable("payers")
    public final String payer(long id) {
      return "payer-" + id;
    }

    @Override
    @Async
    public final CompletableFuture<Void> export() {
      return CompletableFuture.completedFuture(null);
    }
  }

  static final class Nightly {
    @Scheduled(fixedDelayString = "PT1H")
    final void run() {}
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @EnableCaching
  @EnableAsync
  @EnableScheduling
  static final class Application {

    @Bean
    final Work work() {
      return new FinalWork();
    }

    @Bean
    final Nightly nightly() {
      return new Nightly();
    }
  }
}
