package io.upstream.metrics.spring;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.aop.framework.Advised;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.interceptor.CacheInterceptor;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** An application's own code that throws, or waits for a thread which uses the library. */
class SpringHostileCodeTest {

  @RegisterExtension final Logged log = new Logged();

  @Test
  void actions_may_wait_for_threads_that_add_actions() throws Exception {
    RecorderHolder holder = new RecorderHolder();
    AtomicInteger ran = new AtomicInteger();
    holder.whenAvailable(
        any ->
            CompletableFuture.runAsync(() -> holder.whenAvailable(again -> ran.incrementAndGet()))
                .orTimeout(20, SECONDS)
                .join());
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build()) {
      CompletableFuture.runAsync(() -> holder.hold(recorder)).get(30, SECONDS);
    }
    assertThat(ran).hasValue(1);
  }

  @Test
  void a_throwing_log_handler_stops_no_start() {
    Logger logger = Logger.getLogger("io.upstream.metrics");
    Handler broken = new Broken();
    logger.addHandler(broken);
    try (ConfigurableApplicationContext context = Apps.startLean(Application.class)) {
      assertThat(context.getBean(CacheInterceptor.class).getClass())
          .isNotEqualTo(CacheInterceptor.class);
      assertThat(Apps.numbers(context).family("upstream_background_workers"))
          .containsKey("{queue_name=\"exports\"}");
    } finally {
      logger.removeHandler(broken);
    }
  }

  @Test
  void a_bean_that_fails_inspection_is_returned() {
    // Without Boot: processors of others, Spring Data Redis' for one, fail as ours did.
    try (AnnotationConfigApplicationContext context =
        new AnnotationConfigApplicationContext(Failing.class)) {
      assertThat(context.getBean("proxy")).isSameAs(Failing.PROXY);
    }
    assertThat(log.messages())
        .contains("Metrics leave the jobs of the bean proxy alone, because of a failure.");
  }

  @Configuration
  @Import({RecorderConfiguration.class, MeteringRegistrar.class})
  static class Failing {
    static final Runnable PROXY =
        (Runnable)
            Proxy.newProxyInstance(
                Failing.class.getClassLoader(),
                new Class<?>[] {Runnable.class, Advised.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "getTargetClass" -> throw new IllegalStateException("on purpose");
                      case "hashCode" -> 1;
                      case "equals" -> arguments != null && arguments[0] == proxy;
                      default -> method.getReturnType() == boolean.class ? true : null;
                    });

    @Bean
    Runnable proxy() {
      return PROXY;
    }
  }

  @Configuration
  @EnableAutoConfiguration
  @EnableCaching
  @EnableScheduling
  static class Application {
    @Bean
    ThreadPoolTaskExecutor exports() {
      ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
      executor.setPrestartAllCoreThreads(true); // a family without a number is not listed
      return executor;
    }
  }

  private static final class Broken extends Handler {
    @Override
    public void publish(LogRecord message) {
      throw new LinkageError("handler");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
