package io.upstream.metrics.spring.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.observation.ObservationPredicate;
import io.upstream.metrics.spring.Apps;
import io.upstream.metrics.testing.PageText;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import reactor.core.publisher.Mono;

class ScheduledJobsTest {

  private static final String STARTED = "upstream_background_job_started_total";
  private static final String ONCE = "1ms"; // and then never again while the test runs

  @Test
  void each_scheduled_run_counts_once() {
    try (ConfigurableApplicationContext context = Apps.startLean(App.class)) {
      Nightly nightly = context.getBean(Nightly.class);
      awaitRuns(context, nightly);
      // A run is no longer running a moment before it counts as ended.
      Apps.await(
          () ->
              Apps.numbers(context).family("upstream_background_job_completed_total").size() == 4
                  && !Apps.numbers(context)
                      .family("upstream_background_job_failed_total")
                      .isEmpty());
      PageText numbers = Apps.numbers(context);
      assertThat(numbers.family(STARTED))
          .isEqualTo(
              Map.of(
                  labels("Nightly.plain", "_UNKNOWN"), 1.0,
                  labels("Nightly.failing", "_UNKNOWN"), 1.0,
                  labels("Nightly.hidden", "_UNKNOWN"), 1.0,
                  labels("nightly_export", "acme"), 1.0,
                  labels("Nightly.later", "_UNKNOWN"), 1.0));
      assertThat(
              numbers.at(
                  "upstream_background_job_failed_total{customer_id=\"_UNKNOWN\","
                      + "error_type=\"IllegalStateException\",job_type=\"Nightly.failing\"}"))
          .isEqualTo(1);
      assertThat(numbers.family("upstream_background_job_completed_total")).hasSize(4);
    }
  }

  @Test
  void any_scheduler_counts_alike() {
    try (ConfigurableApplicationContext context = Apps.startLean(OwnScheduler.class)) {
      Nightly nightly = context.getBean(Nightly.class);
      awaitRuns(context, nightly);
      assertThat(Apps.numbers(context).family(STARTED))
          .containsEntry(labels("nightly_export", "acme"), 1.0)
          .containsEntry(labels("Nightly.plain", "_UNKNOWN"), 1.0);
    }
  }

  @Test
  void a_tracked_scheduled_method_called_directly_counts() {
    try (ConfigurableApplicationContext context = Apps.startLean(App.class)) {
      Nightly nightly = context.getBean(Nightly.class);
      awaitRuns(context, nightly);
      nightly.export();
      assertThat(Apps.numbers(context).at(STARTED + labels("nightly_export", "acme"))).isEqualTo(2);
    }
  }

  @Test
  void without_actuators_observations_it_is_the_same() {
    try (ConfigurableApplicationContext context =
        Apps.startLean(
            App.class,
            "spring.autoconfigure.exclude="
                + "org.springframework.boot.actuate.autoconfigure.scheduling.ScheduledTasksObservabilityAutoConfiguration,"
                + "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration,"
                + "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration,"
                + "org.springframework.boot.micrometer.observation.autoconfigure.ScheduledTasksObservationAutoConfiguration")) {
      Nightly nightly = context.getBean(Nightly.class);
      awaitRuns(context, nightly);
      assertThat(Apps.numbers(context).at(STARTED + labels("nightly_export", "acme"))).isEqualTo(1);
      assertThat(Apps.numbers(context).at(STARTED + labels("Nightly.plain", "_UNKNOWN")))
          .isEqualTo(1);
    }
  }

  @Test
  void vetoed_observations_make_no_difference() {
    try (ConfigurableApplicationContext context = Apps.startLean(Vetoed.class)) {
      Nightly nightly = context.getBean(Nightly.class);
      awaitRuns(context, nightly);
      assertThat(Apps.numbers(context).at(STARTED + labels("Nightly.plain", "_UNKNOWN")))
          .isEqualTo(1);
    }
  }

  @Test
  void async_scheduled_without_enable_async_counts() {
    try (ConfigurableApplicationContext context = Apps.startLean(NotAsync.class)) {
      Nightly nightly = context.getBean(Nightly.class);
      awaitRuns(context, nightly);
      Apps.await(
          () -> Apps.numbers(context).at(STARTED + labels("Nightly.later", "_UNKNOWN")) == 1);
    }
  }

  @Test
  void a_reactive_method_runs_and_does_not_count() {
    try (ConfigurableApplicationContext context = Apps.startLean(Reactive.class)) {
      AtomicInteger runs = context.getBean(Reactive.Jobs.class).runs;
      Apps.await(() -> runs.get() > 0);
      assertThat(Apps.numbers(context).family(STARTED)).isEmpty();
    }
  }

  @Test
  void counting_of_scheduled_methods_can_be_switched_off() {
    try (ConfigurableApplicationContext context =
        Apps.startLean(App.class, "upstream.metrics.jobs.scheduled=false")) {
      assertThat(context.getBean(ScheduledAnnotationBeanPostProcessor.class).getClass())
          .isEqualTo(ScheduledAnnotationBeanPostProcessor.class);
      Nightly nightly = context.getBean(Nightly.class);
      awaitRuns(context, nightly);
      assertThat(Apps.numbers(context).family(STARTED))
          .doesNotContainKey(labels("Nightly.plain", "_UNKNOWN"));
    }
  }

  private static final String RUNNING = "upstream_background_job_running";

  private static void awaitRuns(ConfigurableApplicationContext context, Nightly nightly) {
    try {
      Apps.await(
          () -> nightly.runs().get() == 6 && Apps.numbers(context).family(RUNNING).isEmpty());
    } catch (AssertionError late) {
      throw new AssertionError(
          nightly.runs() + " of 6 runs, " + Apps.numbers(context).family(STARTED), late);
    }
  }

  private static String labels(String type, String customer) {
    return "{customer_id=\"" + customer + "\",job_type=\"" + type + "\"}";
  }

  @Configuration
  @EnableAsync
  static class App extends NotAsync {}

  @Configuration
  static class Vetoed extends App {
    @Bean
    ObservationPredicate veto() {
      return (name, context) -> false;
    }
  }

  @Configuration
  @EnableAutoConfiguration
  @EnableScheduling
  static class NotAsync {
    @Bean
    Nightly nightly() {
      return new Nightly();
    }

    /** A task that is no method. */
    @Bean
    SchedulingConfigurer programmed(Nightly nightly) {
      return registrar ->
          registrar.addTriggerTask(
              () -> nightly.runs().incrementAndGet(),
              context -> context.lastActualExecution() == null ? java.time.Instant.now() : null);
    }
  }

  @Configuration
  @EnableAutoConfiguration
  @EnableScheduling
  static class Reactive {
    @Bean
    Jobs jobs() {
      return new Jobs();
    }

    static class Jobs {
      final AtomicInteger runs = new AtomicInteger();

      @Scheduled(initialDelayString = ONCE, fixedDelayString = "1h")
      public Mono<Void> later() {
        return Mono.fromRunnable(runs::incrementAndGet);
      }
    }
  }

  @Configuration
  static class OwnScheduler extends App {
    @Bean
    ScheduledExecutorService clockwork() {
      return Executors.newScheduledThreadPool(1);
    }
  }

  static class Nightly {
    final AtomicInteger runs = new AtomicInteger();

    @Scheduled(initialDelayString = ONCE, fixedDelayString = "1h")
    public void plain() {
      runs.incrementAndGet();
    }

    @Scheduled(initialDelayString = ONCE, fixedDelayString = "1h")
    public void failing() {
      runs.incrementAndGet();
      throw new IllegalStateException("on purpose");
    }

    @Scheduled(initialDelayString = ONCE, fixedDelayString = "1h")
    void hidden() {
      runs.incrementAndGet();
    }

    @Scheduled(initialDelayString = ONCE, fixedDelayString = "1h")
    @TrackedJob(type = "nightly_export", customer = "'acme'")
    public void export() {
      runs().incrementAndGet();
    }

    @Async
    @Scheduled(initialDelayString = ONCE, fixedDelayString = "1h")
    public void later() {
      runs().incrementAndGet();
    }

    /** Through a proxy, a field is not the bean's. */
    public AtomicInteger runs() {
      return runs;
    }
  }
}
