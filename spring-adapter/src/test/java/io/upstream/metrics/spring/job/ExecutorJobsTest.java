package io.upstream.metrics.spring.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.spring.Apps;
import io.upstream.metrics.spring.Numbers;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Tasks that are handed to executors and schedulers. */
class ExecutorJobsTest {

  private ConfigurableApplicationContext context;

  @AfterEach
  void close() {
    if (context != null) {
      context.close();
    }
  }

  @Test
  void a_task_counts_under_the_executors_name_and_for_the_customer_of_who_handed_it_over()
      throws Exception {
    ThreadPoolTaskExecutor pool = start().getBean("pool", ThreadPoolTaskExecutor.class);
    try (JobContext inContext = JobContext.open(new CustomerId("acme"))) {
      assertThat(pool.submit(() -> "done").get(20, TimeUnit.SECONDS)).isEqualTo("done");
      pool.submitCompletable(() -> {}).get(20, TimeUnit.SECONDS);
    }
    pool.submit(() -> {}).get(20, TimeUnit.SECONDS);
    Apps.await(() -> completed("pool", "acme") == 2 && completed("pool", "_UNKNOWN") == 1);
    assertThat(running("pool")).isZero();
  }

  @Test
  void what_a_task_throws_is_counted_and_comes_out() {
    ThreadPoolTaskExecutor pool = start().getBean("pool", ThreadPoolTaskExecutor.class);
    IOException failure = new IOException("no file");
    Callable<String> task =
        () -> {
          throw failure;
        };
    assertThatThrownBy(() -> pool.submit(task).get(20, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isSameAs(failure);
    assertThatThrownBy(() -> pool.submitCompletable(task).get(20, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isSameAs(failure);
    Apps.await(() -> failed("pool", "IOException") == 2);
    assertThat(running("pool")).isZero();
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
    assertThat(running("pool")).isEqualTo(2);
    go.countDown();
    Apps.await(() -> completed("pool", "_UNKNOWN") == 5);
    assertThat(queue("pool")).isZero();
    assertThat(running("pool")).isZero();
  }

  @Test
  void a_schedulers_queue_is_what_is_due_and_each_run_is_a_job() throws Exception {
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
    CountDownLatch thrice = new CountDownLatch(3);
    Future<?> ticking = scheduler.scheduleAtFixedRate(thrice::countDown, Duration.ofMillis(1));
    assertThat(thrice.await(20, TimeUnit.SECONDS)).isTrue();
    ticking.cancel(false);
    Apps.await(() -> completed("clock", "_UNKNOWN") >= 5);
  }

  @Test
  void a_scheduled_task_that_throws_fails_each_time_and_goes_on() throws Exception {
    TaskScheduler scheduler = start().getBean("clock", TaskScheduler.class);
    Future<?> ticking =
        scheduler.scheduleWithFixedDelay(
            () -> {
              throw new IllegalStateException("on purpose");
            },
            Duration.ofMillis(1));
    Apps.await(() -> failed("clock", "IllegalStateException") >= 2);
    ticking.cancel(false);
  }

  @Test
  void an_executor_of_a_thread_a_task_has_workers_and_no_queue_and_knows_its_limit()
      throws Exception {
    SimpleAsyncTaskExecutor each = start().getBean("each", SimpleAsyncTaskExecutor.class);
    assertThat(each.getConcurrencyLimit()).isEqualTo(7);
    assertThat(each.isThrottleActive()).isTrue();
    CountDownLatch begun = new CountDownLatch(3);
    CountDownLatch go = new CountDownLatch(1);
    for (int i = 0; i < 3; i++) {
      each.execute(
          () -> {
            begun.countDown();
            waitFor(go);
          });
    }
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(workers("each")).isEqualTo(3);
    assertThat(numbers().toString()).doesNotContain("queue_length{queue_name=\"each\"}");
    go.countDown();
    Apps.await(() -> completed("each", "_UNKNOWN") == 3);
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void virtual_threads_are_executors_like_others() throws Exception {
    context =
        Apps.startLean(
            App.class, "spring.threads.virtual.enabled=true", "spring.task.execution.mode=force");
    ExecutorService virtual = context.getBean("virtual", ExecutorService.class);
    List<Callable<String>> tasks = List.of(() -> "a", () -> "b");
    List<String> results = new ArrayList<>();
    for (Future<String> each : virtual.invokeAll(tasks)) {
      results.add(each.get());
    }
    assertThat(results).containsExactly("a", "b");
    Apps.await(() -> completed("virtual", "_UNKNOWN") == 2);
    AsyncTaskExecutor boots = context.getBean("applicationTaskExecutor", AsyncTaskExecutor.class);
    assertThat(boots).isInstanceOf(SimpleAsyncTaskExecutor.class);
    assertThat(boots.submit(() -> Thread.currentThread().toString()).get(20, TimeUnit.SECONDS))
        .contains("Virtual");
    Apps.await(() -> completed("applicationTaskExecutor", "_UNKNOWN") == 1);
  }

  @Test
  void an_executor_of_the_jdks_own_class_keeps_it_and_shows_its_queue_and_workers()
      throws Exception {
    ThreadPoolExecutor jdk = start().getBean("jdk", ThreadPoolExecutor.class);
    assertThat(jdk.submit(() -> "done").get(20, TimeUnit.SECONDS)).isEqualTo("done");
    assertThat(workers("jdk")).isEqualTo(1);
  }

  @Test
  void a_queue_by_priority_gets_the_applications_own_tasks() throws Exception {
    ThreadPoolTaskExecutor ordered = start().getBean("ordered", ThreadPoolTaskExecutor.class);
    CountDownLatch done = new CountDownLatch(3);
    for (int i = 0; i < 3; i++) {
      ordered.execute(new Urgent(i, done));
    }
    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void the_callback_of_a_stop_is_no_task() throws Exception {
    ThreadPoolTaskExecutor pool = start().getBean("pool", ThreadPoolTaskExecutor.class);
    CountDownLatch stopped = new CountDownLatch(1);
    pool.stop(stopped::countDown);
    assertThat(stopped.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(numbers().family("upstream_background_job_started_total")).isEmpty();
  }

  @Test
  void tasks_can_be_left_alone_while_queues_and_workers_are_shown() throws Exception {
    context = Apps.startLean(App.class, "upstream.metrics.jobs.executors=false");
    ThreadPoolTaskExecutor pool = context.getBean("pool", ThreadPoolTaskExecutor.class);
    pool.submit(() -> {}).get(20, TimeUnit.SECONDS);
    assertThat(workers("pool")).isEqualTo(1);
    assertThat(numbers().family("upstream_background_job_started_total")).isEmpty();
  }

  @Test
  void ten_thousand_tasks_of_many_threads_leave_nothing_running() throws Exception {
    ThreadPoolTaskExecutor pool = start().getBean("wide", ThreadPoolTaskExecutor.class);
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      int caller = i;
      Thread thread =
          new Thread(
              () -> {
                for (int task = 0; task < 1_250; task++) {
                  boolean fails = task % 5 == 0;
                  try (JobContext ours = JobContext.open(new CustomerId("customer-" + caller))) {
                    pool.execute(
                        () -> {
                          assertThat(JobContext.customer())
                              .isEqualTo(new CustomerId("customer-" + caller));
                          if (fails) {
                            throw new Expected();
                          }
                        });
                  }
                }
              });
      thread.start();
      callers.add(thread);
    }
    for (Thread each : callers) {
      each.join();
    }
    Apps.await(() -> sum("upstream_background_job_completed_total") == 8_000);
    Apps.await(() -> sum("upstream_background_job_failed_total") == 2_000);
    assertThat(sum("upstream_background_job_started_total")).isEqualTo(10_000);
    assertThat(running("wide")).isZero();
  }

  private double sum(String family) {
    return numbers().family(family).values().stream().mapToDouble(Double::doubleValue).sum();
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

  private Numbers numbers() {
    return Apps.numbers(context);
  }

  private double completed(String type, String customer) {
    return numbers()
        .at(
            "upstream_background_job_completed_total{customer_id=\""
                + customer
                + "\",job_type=\""
                + type
                + "\"}");
  }

  private double failed(String type, String error) {
    return numbers()
        .at(
            "upstream_background_job_failed_total{customer_id=\"_UNKNOWN\",error_type=\""
                + error
                + "\",job_type=\""
                + type
                + "\"}");
  }

  private double running(String type) {
    return numbers().at("upstream_background_job_running{job_type=\"" + type + "\"}");
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

  record Urgent(int priority, CountDownLatch done) implements Runnable, Comparable<Urgent> {
    @Override
    public void run() {
      done.countDown();
    }

    @Override
    public int compareTo(Urgent other) {
      return Integer.compare(priority, other.priority);
    }
  }

  @Configuration
  @EnableAutoConfiguration
  static class App {
    @Bean
    ThreadPoolTaskExecutor pool() {
      ThreadPoolTaskExecutor pool = new ThreadPoolTaskExecutor();
      pool.setCorePoolSize(2);
      pool.setMaxPoolSize(2);
      return pool;
    }

    @Bean
    ThreadPoolTaskExecutor wide() {
      ThreadPoolTaskExecutor pool = new ThreadPoolTaskExecutor();
      pool.setCorePoolSize(8);
      pool.setThreadFactory(
          task -> {
            Thread thread = new Thread(task);
            thread.setUncaughtExceptionHandler((t, expected) -> {});
            return thread;
          });
      return pool;
    }

    @Bean
    ThreadPoolTaskScheduler clock() {
      return new ThreadPoolTaskScheduler();
    }

    @Bean
    SimpleAsyncTaskExecutor each() {
      SimpleAsyncTaskExecutor each = new SimpleAsyncTaskExecutor("each-");
      each.setConcurrencyLimit(7);
      return each;
    }

    @Bean
    ThreadPoolExecutor jdk() {
      return new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>());
    }

    @Bean
    ThreadPoolTaskExecutor ordered() {
      ThreadPoolTaskExecutor pool =
          new ThreadPoolTaskExecutor() {
            @Override
            protected java.util.concurrent.BlockingQueue<Runnable> createQueue(int capacity) {
              return new PriorityBlockingQueue<>();
            }
          };
      pool.setCorePoolSize(1);
      return pool;
    }

    /** By reflection: the tests are compiled for 17. */
    @Bean
    ExecutorService virtual() throws ReflectiveOperationException {
      return Runtime.version().feature() < 21
          ? Executors.newSingleThreadExecutor()
          : (ExecutorService)
              Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }
  }
}
