package io.upstream.metrics.spring.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.spring.Apps;
import io.upstream.metrics.spring.Logged;
import io.upstream.metrics.testing.PageText;
import java.io.Serializable;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Checks that executors are read and not changed, and that a decorator counts tasks. */
class ExecutorsTest {

  @RegisterExtension final Logged log = new Logged();

  private static final String STARTED = "upstream_background_job_started_total";

  private ConfigurableApplicationContext context;

  @AfterEach
  void close() {
    if (context != null) {
      context.close();
    }
  }

  @Test
  void queue_and_workers_are_the_pools_own() throws Exception {
    ThreadPoolTaskExecutor pool = start().getBean("pool", ThreadPoolTaskExecutor.class);
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch go = new CountDownLatch(1);
    for (int i = 0; i < 5; i++) {
      pool.execute(
          () -> {
            begun.countDown();
            waitFor(go);
          });
    }
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(queue("pool")).isEqualTo(3);
    assertThat(workers("pool")).isEqualTo(2);
    go.countDown();
    Apps.await(() -> queue("pool") == 0);
  }

  @Test
  void a_schedulers_queue_is_what_is_due() throws Exception {
    ThreadPoolTaskScheduler scheduler = start().getBean("clock", ThreadPoolTaskScheduler.class);
    var unused = scheduler.schedule(() -> {}, Instant.now().plus(Duration.ofHours(1)));
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    scheduler.execute(
        () -> {
          begun.countDown();
          waitFor(go);
        });
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    scheduler.execute(() -> {});
    assertThat(queue("clock")).isEqualTo(1);
    go.countDown();
  }

  @Test
  void pools_of_the_jdk_are_shown() throws Exception {
    ThreadPoolExecutor jdk = start().getBean("jdk", ThreadPoolExecutor.class);
    jdk.submit(() -> {}).get(20, TimeUnit.SECONDS);
    assertThat(workers("jdk")).isEqualTo(1);
    ForkJoinPool forks = context.getBean("forks", ForkJoinPool.class);
    forks.submit(() -> {}).get(20, TimeUnit.SECONDS);
    assertThat(workers("forks")).isBetween(0.0, 2.0);
    assertThat(numbers().toString()).contains("queue_length{queue_name=\"adapter\"}");
  }

  @Test
  void executors_keep_classes_and_tasks() throws Exception {
    ThreadPoolTaskExecutor pool = start().getBean("pool", ThreadPoolTaskExecutor.class);
    assertThat(pool.getClass()).isEqualTo(ThreadPoolTaskExecutor.class);
    assertThat(log.messages())
        .contains(
            "Metrics leave the executor threads alone: its "
                + SimpleAsyncTaskExecutor.class.getName()
                + " has no thread pool to read.");
    assertThat(context.getBean(SimpleAsyncTaskExecutor.class).getClass())
        .isEqualTo(SimpleAsyncTaskExecutor.class);
    Executor recording = context.getBean("recording", Executor.class);
    Task task = new Task();
    recording.execute(task);
    assertThat(context.getBean(RecordingExecutor.class).tasks).containsExactly(task);
    CountDownLatch go = new CountDownLatch(1);
    Runnable waiting = () -> waitFor(go);
    for (int i = 0; i < 2; i++) {
      pool.execute(waiting);
    }
    pool.execute(task);
    assertThat(pool.getThreadPoolExecutor().remove(task)).isTrue();
    go.countDown();
    assertThat(numbers().family(STARTED)).isEmpty();
  }

  @Test
  void an_executor_with_final_methods_runs_async_methods() {
    start();
    context.getBean(Asked.class).ask();
    Apps.await(() -> context.getBean(StatefulExecutor.class).ran);
    Apps.await(() -> numbers().family("upstream_background_job_completed_total").size() == 1);
  }

  @Test
  void prototypes_are_neither_shown_nor_kept() {
    start();
    List<WeakReference<Object>> made = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      ThreadPoolTaskExecutor each = context.getBean("each", ThreadPoolTaskExecutor.class);
      each.shutdown();
      made.add(new WeakReference<>(each));
    }
    assertThat(numbers().toString()).doesNotContain("queue_name=\"each\"");
    Apps.await(
        () -> {
          System.gc();
          return made.stream().allMatch(each -> each.get() == null);
        });
  }

  @Test
  void a_closed_context_shows_no_executor_any_more() {
    UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build();
    context =
        new org.springframework.boot.builder.SpringApplicationBuilder(App.class)
            .initializers(
                made ->
                    ((org.springframework.context.support.GenericApplicationContext) made)
                        .registerBean(
                            UpstreamRecorder.class,
                            () -> recorder,
                            d -> d.setDestroyMethodName("")))
            .web(org.springframework.boot.WebApplicationType.NONE)
            .properties("spring.autoconfigure.exclude=" + String.join(",", Apps.DATABASE))
            .run();
    assertThat(PageText.of(recorder::writePage).toString()).contains("queue_name=\"pool\"");
    context.close();
    assertThat(PageText.of(recorder::writePage).toString()).doesNotContain("queue_name=\"pool\"");
    recorder.close();
  }

  @Test
  void one_executor_or_all_can_be_excluded() {
    context = Apps.startLean(App.class, "upstream.metrics.jobs.exclude=pool");
    assertThat(numbers().toString())
        .contains("queue_name=\"jdk\"")
        .doesNotContain("queue_name=\"pool\"");
    context.close();
    context = Apps.startLean(App.class, "upstream.metrics.jobs.executors=false");
    assertThat(numbers().toString()).doesNotContain("queue_name=");
  }

  @Test
  void a_decorated_task_has_the_submitters_customer() {
    ThreadPoolTaskExecutor decorated = start().getBean("decorated", ThreadPoolTaskExecutor.class);
    try (JobContext inContext = JobContext.open(new CustomerId("acme"))) {
      decorated.execute(() -> assertThat(JobContext.customer()).isEqualTo(new CustomerId("acme")));
    }
    decorated.execute(
        () -> {
          throw new Expected();
        });
    Apps.await(
        () ->
            numbers()
                    .at(
                        "upstream_background_job_completed_total"
                            + "{customer_id=\"acme\",job_type=\"exports\"}")
                == 1);
    Apps.await(
        () ->
            numbers()
                    .at(
                        "upstream_background_job_failed_total{customer_id=\"_UNKNOWN\","
                            + "error_type=\"Expected\",job_type=\"exports\"}")
                == 1);
  }

  private static void waitFor(CountDownLatch go) {
    try {
      assertThat(go.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ConfigurableApplicationContext start() {
    context = Apps.startLean(App.class);
    return context;
  }

  private PageText numbers() {
    return Apps.numbers(context);
  }

  private double queue(String name) {
    return numbers().at("upstream_background_queue_length{queue_name=\"" + name + "\"}");
  }

  private double workers(String name) {
    return numbers().at("upstream_background_workers{queue_name=\"" + name + "\"}");
  }

  private static final class Expected extends RuntimeException {
    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  record Task() implements Runnable, Serializable {
    @Override
    public void run() {}
  }

  static class RecordingExecutor implements Executor {
    final List<Runnable> tasks = new ArrayList<>();

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
    }
  }

  /** As Spring Security's: what a final method needs was given to the constructor. */
  static class StatefulExecutor implements Executor {
    private final Object strategy;
    volatile boolean ran;

    StatefulExecutor(Object strategy) {
      this.strategy = strategy;
    }

    @Override
    public final void execute(Runnable task) {
      assertThat(strategy).isNotNull();
      task.run();
      ran = true;
    }
  }

  static class Asked {
    @Async("stateful")
    public void ask() {}
  }

  @Configuration
  @EnableAutoConfiguration
  @EnableAsync
  static class App {
    @Bean
    ThreadPoolTaskExecutor pool() {
      ThreadPoolTaskExecutor pool = new ThreadPoolTaskExecutor();
      pool.setCorePoolSize(2);
      pool.setMaxPoolSize(2);
      return pool;
    }

    @Bean
    ThreadPoolTaskExecutor decorated(UpstreamRecorder recorder) {
      ThreadPoolTaskExecutor pool = new ThreadPoolTaskExecutor();
      TaskDecorator decorator = new JobTaskDecorator(recorder, "exports");
      pool.setTaskDecorator(decorator);
      pool.setThreadFactory(
          task -> {
            Thread thread = new Thread(task);
            thread.setUncaughtExceptionHandler((t, expected) -> {});
            return thread;
          });
      return pool;
    }

    @Bean
    @Scope("prototype")
    ThreadPoolTaskExecutor each() {
      return new ThreadPoolTaskExecutor();
    }

    @Bean
    ThreadPoolTaskScheduler clock() {
      return new ThreadPoolTaskScheduler();
    }

    @Bean
    SimpleAsyncTaskExecutor threads() {
      return new SimpleAsyncTaskExecutor("each-");
    }

    @Bean
    ThreadPoolExecutor jdk() {
      return new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>());
    }

    @Bean
    ForkJoinPool forks() {
      return new ForkJoinPool(2);
    }

    @Bean
    ConcurrentTaskExecutor adapter(ThreadPoolExecutor jdk) {
      return new ConcurrentTaskExecutor(jdk);
    }

    @Bean
    RecordingExecutor recording() {
      return new RecordingExecutor();
    }

    @Bean
    StatefulExecutor stateful() {
      return new StatefulExecutor(new Object());
    }

    @Bean
    Asked asked() {
      return new Asked();
    }
  }
}
