package io.upstream.metrics.spring;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.spring.job.TrackedJob;
import io.upstream.metrics.testing.WaitingCode;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.aop.framework.Advised;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.cache.interceptor.CacheInterceptor;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.web.method.HandlerMethod;

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
  void a_log_handler_may_wait_for_other_calls() {
    Logger logger = Logger.getLogger("io.upstream.metrics");
    AtomicReference<ConfigurableApplicationContext> started = new AtomicReference<>();
    WaitingCode waiting = new WaitingCode(() -> callAll(started.get()));
    Handler handler = waiting.logHandler();
    try (ConfigurableApplicationContext context = Apps.startLean(Application.class)) {
      started.set(context);
      callAll(context); // resolves the beans, which Spring does under a lock of its own
      logger.addHandler(handler);
      callAll(context);
      assertThat(waiting.failures()).isEmpty();
      assertThat(waiting.waits()).isPositive();
    } finally {
      logger.removeHandler(handler);
    }
  }

  private static void callAll(ConfigurableApplicationContext context) {
    Calls calls = context.getBean(Calls.class);
    calls.cached(1);
    calls.tracked("acme");
    MetricsInterceptor interceptor =
        new MetricsInterceptor(
            context.getBean(UpstreamRecorder.class),
            any -> {
              throw new IllegalStateException("on purpose");
            });
    try {
      interceptor.preHandle(
          new MockHttpServletRequest(),
          new MockHttpServletResponse(),
          new HandlerMethod(calls, "tracked", String.class));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
    context.getBean(RecorderHolder.class).whenAvailable(any -> fail());
  }

  private static void fail() {
    throw new IllegalStateException("on purpose");
  }

  /** Methods that are cached and counted; the customer of one cannot be read. */
  public static class Calls {
    @Cacheable("calls")
    public int cached(int argument) {
      return argument;
    }

    @TrackedJob(type = "tracked", customer = "#p0.nothing")
    public void tracked(String argument) {}
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
    CacheManager caches() {
      return new ConcurrentMapCacheManager();
    }

    @Bean
    Calls calls() {
      return new Calls();
    }

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
