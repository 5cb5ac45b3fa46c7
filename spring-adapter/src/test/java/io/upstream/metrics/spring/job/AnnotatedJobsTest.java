package io.upstream.metrics.spring.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.spring.Apps;
import io.upstream.metrics.spring.Logged;
import io.upstream.metrics.testing.PageText;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

/** {@code @TrackedJob} and {@code @Async}. */
class AnnotatedJobsTest {

  private static final String ALL = "_UNKNOWN";

  @RegisterExtension final Logged log = new Logged();

  private ConfigurableApplicationContext context;

  @AfterEach
  void close() {
    if (context != null) {
      context.close();
    }
  }

  @Test
  void a_tracked_method_counts_customer_and_duration() {
    Jobs jobs = start(App.class).getBean(Jobs.class);
    assertThat(jobs.reconcile(new Batch("acme"))).isEqualTo("acme");
    counted("claims_reconciliation", "acme", 1, 1);
    assertThat(
            numbers()
                .at(
                    "upstream_background_job_duration_seconds_count"
                        + "{job_type=\"claims_reconciliation\"}"))
        .isEqualTo(1);
    assertThat(running("claims_reconciliation")).isZero();
  }

  @Test
  void an_exception_passes_and_counts_by_type() {
    Jobs jobs = start(App.class).getBean(Jobs.class);
    IOException failure = new IOException("no file");
    assertThatThrownBy(() -> jobs.fail(failure)).isSameAs(failure);
    assertThat(failures("data_export", "IOException", "acme")).isEqualTo(1);
    counted("data_export", "acme", 1, 0);
    assertThat(running("data_export")).isZero();
  }

  @Test
  void customers_come_from_parameters_beans_and_the_context() {
    Jobs jobs = start(App.class).getBean(Jobs.class);
    jobs.byNumber("globex");
    jobs.byBean();
    jobs.byTarget();
    try (JobContext inContext = JobContext.open(new CustomerId("initech"))) {
      jobs.byContext();
    }
    jobs.byContext();
    jobs.wrong(null);
    assertThat(numbers().family("upstream_background_job_completed_total"))
        .containsOnly(
            line("by_number", "globex"),
            line("by_bean", "acme"),
            line("by_target", "umbrella"),
            line("Jobs.byContext", "initech"),
            line("Jobs.byContext", ALL),
            line("wrong", ALL));
  }

  @Test
  void a_customer_expression_that_fails_is_logged_once() {
    Jobs jobs = start(App.class).getBean(Jobs.class);
    for (int i = 0; i < 3; i++) {
      jobs.wrong(null);
    }
    counted("wrong", ALL, 3, 3);
    assertThat(log.messages())
        .filteredOn(line -> line.contains("the customer expression #batch.customerId failed"))
        .hasSize(1);
  }

  @Test
  void an_Error_of_a_customer_expression_fails_no_job() {
    Jobs jobs = start(App.class).getBean(Jobs.class);
    jobs.byBrokenText(new BrokenText());
    counted("by_broken_text", ALL, 1, 1);
  }

  @Test
  void a_job_without_type_has_its_methods_name() {
    Jobs jobs = start(App.class).getBean(Jobs.class);
    jobs.reconcilesTheClaimsOfTheLastMonthWithThePaymentsThatHaveArrived();
    jobs.byContext();
    context.getBean(Elsewhere.Jobs.class).byContext();
    assertThat(numbers().family("upstream_background_job_completed_total"))
        .containsOnly(
            line("Jobs.reconcilesTheClaimsOfTheLastMonthWithThePaymentsThatHaveArr", ALL),
            org.assertj.core.api.Assertions.entry(
                line("Jobs.byContext", ALL).getKey(), 2.0)); // of two classes
  }

  @Test
  void inner_jobs_have_the_customer_of_the_outer() {
    start(App.class).getBean(Outer.class).all();
    assertThat(numbers().family("upstream_background_job_completed_total"))
        .containsOnly(line("outer", "hooli"), line("Jobs.byContext", "hooli"));
    assertThat(JobContext.customer()).isNull();
  }

  @Test
  void a_malformed_expression_stops_the_start() {
    assertThatThrownBy(() -> start(Malformed.class)).rootCause().hasMessageContaining("EL1");
    assertThatThrownBy(() -> start(Malformed.class))
        .hasStackTraceContaining("expected customer to be a SpEL expression, got #(");
  }

  @Test
  void a_job_ends_when_its_stage_ends() {
    Jobs jobs = start(App.class).getBean(Jobs.class);
    CompletableFuture<String> well = new CompletableFuture<>();
    assertThat(jobs.later(well)).isSameAs(well);
    assertThat(running("later")).isEqualTo(1);
    well.complete("done");
    assertThat(running("later")).isZero();
    CompletableFuture<String> badly = new CompletableFuture<>();
    var unused = jobs.later(badly);
    badly.completeExceptionally(new IOException("late"));
    assertThat(running("later")).isZero();
    counted("later", ALL, 2, 1);
    assertThat(failures("later", "IOException", ALL)).isEqualTo(1);
  }

  @Test
  void an_async_method_counts_once_where_it_runs() throws Exception {
    AsyncJobs jobs = start(App.class).getBean(AsyncJobs.class);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    jobs.waitFor(begun, go);
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(running("AsyncJobs.waitFor")).isEqualTo(1);
    go.countDown();
    Apps.await(() -> running("AsyncJobs.waitFor") == 0);
    Apps.await(() -> completed("AsyncJobs.waitFor", ALL) == 1);
    assertThat(numbers().family("upstream_background_job_started_total"))
        .containsOnly(line("AsyncJobs.waitFor", ALL));
  }

  @Test
  void a_future_that_fails_later_is_a_failure() throws Exception {
    AsyncJobs jobs = start(App.class).getBean(AsyncJobs.class);
    CompletableFuture<String> inside = new CompletableFuture<>();
    CompletableFuture<String> outside = jobs.future(inside);
    Apps.await(() -> running("AsyncJobs.future") == 1);
    inside.completeExceptionally(new IOException("late"));
    assertThatThrownBy(() -> outside.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(IOException.class);
    Apps.await(() -> failures("AsyncJobs.future", "IOException", ALL) == 1);
    assertThat(completed("AsyncJobs.future", ALL)).isZero();
  }

  @Test
  void async_failures_and_tracked_async_methods_count() {
    AsyncJobs jobs = start(App.class).getBean(AsyncJobs.class);
    jobs.fail();
    Apps.await(() -> failures("AsyncJobs.fail", "IllegalStateException", ALL) == 1);
    jobs.tracked("acme");
    Apps.await(() -> completed("tracked_async", "acme") == 1);
    try (JobContext inContext = JobContext.open(new CustomerId("initech"))) {
      jobs.plain();
    }
    Apps.await(() -> completed("AsyncJobs.plain", "initech") == 1);
    assertThat(numbers().family("upstream_background_job_started_total"))
        .containsOnly(
            line("AsyncJobs.fail", ALL),
            line("tracked_async", "acme"),
            line("AsyncJobs.plain", "initech"));
  }

  @Test
  void a_synchronous_executor_counts_alike() {
    AsyncJobs jobs = start(AtOnce.class).getBean(AsyncJobs.class);
    jobs.plain();
    jobs.nested();
    assertThat(numbers().family("upstream_background_job_completed_total"))
        .containsOnly(line("AsyncJobs.plain", ALL), line("AsyncJobs.nested", ALL));
  }

  @Test
  void without_async_enabled_a_call_is_no_job() {
    start(NotAsync.class).getBean(AsyncJobs.class).plain();
    assertThat(numbers().family("upstream_background_job_started_total")).isEmpty();
  }

  @Test
  void a_final_class_is_not_counted_and_logged() {
    start(FinalClass.class).getBean(FinalJobs.class).run();
    assertThat(numbers().family("upstream_background_job_started_total")).isEmpty();
    assertThat(log.messages().toString())
        .contains("Metrics leave the jobs of the bean finalJobs alone, because of a failure.");
  }

  @Test
  void counting_of_async_methods_can_be_switched_off() {
    context = Apps.startLean(AtOnce.class, "upstream.metrics.jobs.async=false");
    AsyncJobs jobs = context.getBean(AsyncJobs.class);
    jobs.plain();
    jobs.tracked("acme");
    assertThat(numbers().family("upstream_background_job_started_total"))
        .containsOnly(line("tracked_async", "acme"));
  }

  @Test
  void jobs_can_be_switched_off() {
    context = Apps.startLean(App.class, "upstream.metrics.jobs.enabled=false");
    context.getBean(Jobs.class).byNumber("acme");
    assertThat(numbers().family("upstream_background_job_started_total")).isEmpty();
  }

  private ConfigurableApplicationContext start(Class<?> configuration) {
    context = Apps.startLean(configuration);
    return context;
  }

  private PageText numbers() {
    return Apps.numbers(context);
  }

  private static java.util.Map.Entry<String, Double> line(String type, String customer) {
    return java.util.Map.entry(labels(type, customer), 1.0);
  }

  private static String labels(String type, String customer) {
    return "{customer_id=\"" + customer + "\",job_type=\"" + type + "\"}";
  }

  private double completed(String type, String customer) {
    return numbers().at("upstream_background_job_completed_total" + labels(type, customer));
  }

  private void counted(String type, String customer, int started, int completed) {
    assertThat(numbers().at("upstream_background_job_started_total" + labels(type, customer)))
        .isEqualTo(started);
    assertThat(completed(type, customer)).isEqualTo(completed);
  }

  private double failures(String type, String error, String customer) {
    return numbers()
        .at(
            "upstream_background_job_failed_total{customer_id=\""
                + customer
                + "\",error_type=\""
                + error
                + "\",job_type=\""
                + type
                + "\"}");
  }

  private double running(String type) {
    return numbers().at("upstream_background_job_running{job_type=\"" + type + "\"}");
  }

  record Batch(String customerId) {}

  static final class BrokenText {
    @Override
    public String toString() {
      throw new NoClassDefFoundError("of the text");
    }
  }

  @Configuration
  @EnableAutoConfiguration
  static class NotAsync {
    @Bean
    Elsewhere.Jobs others() {
      return new Elsewhere.Jobs();
    }

    @Bean
    Jobs jobs() {
      return new Jobs();
    }

    @Bean
    AsyncJobs asyncJobs() {
      return new AsyncJobs();
    }

    @Bean
    Outer outer(Jobs jobs) {
      return new Outer(jobs);
    }

    @Bean
    String house() {
      return "acme";
    }
  }

  @Configuration
  @EnableAsync
  static class App extends NotAsync {}

  @Configuration
  static class AtOnce extends App {
    @Bean
    Executor taskExecutor() {
      return new SyncTaskExecutor();
    }

    @Bean
    NeedsExecutor needsExecutor(AsyncJobs jobs, Executor taskExecutor) {
      jobs.executor(taskExecutor);
      return new NeedsExecutor();
    }
  }

  static class NeedsExecutor {}

  @Configuration
  @EnableAutoConfiguration
  static class Malformed {
    @Bean
    Broken broken() {
      return new Broken();
    }
  }

  @Configuration
  @EnableAutoConfiguration
  static class FinalClass {
    @Bean
    FinalJobs finalJobs() {
      return new FinalJobs();
    }
  }

  static final class FinalJobs {
    @TrackedJob
    public void run() {}
  }

  static class Broken {
    @TrackedJob(type = "broken", customer = "#(")
    public void run() {}
  }

  static class Outer {
    private final Jobs jobs;

    Outer(Jobs jobs) {
      this.jobs = jobs;
    }

    @TrackedJob(type = "outer", customer = "'hooli'")
    public void all() {
      jobs.byContext();
    }
  }

  static class Elsewhere {
    static class Jobs {
      @TrackedJob
      public void byContext() {}
    }
  }

  static class Jobs {
    @TrackedJob
    public void reconcilesTheClaimsOfTheLastMonthWithThePaymentsThatHaveArrived() {}

    public String owner() {
      return "umbrella";
    }

    @TrackedJob(type = "claims_reconciliation", customer = "#batch.customerId")
    public String reconcile(Batch batch) {
      return batch.customerId();
    }

    @TrackedJob(type = "data_export", customer = "'acme'")
    public void fail(IOException failure) throws IOException {
      throw failure;
    }

    @TrackedJob(type = "by_broken_text", customer = "#p0")
    public void byBrokenText(BrokenText customer) {}

    @TrackedJob(type = "by_number", customer = "#p0")
    public void byNumber(String customer) {}

    @TrackedJob(type = "by_bean", customer = "@house")
    public void byBean() {}

    @TrackedJob(type = "by_target", customer = "#root.target.owner()")
    public void byTarget() {}

    @TrackedJob
    public void byContext() {}

    @TrackedJob(type = "wrong", customer = "#batch.customerId")
    public void wrong(Batch batch) {}

    @TrackedJob(type = "later")
    public CompletableFuture<String> later(CompletableFuture<String> result) {
      return result;
    }
  }

  static class AsyncJobs {
    private Executor executor;

    public void executor(Executor given) {
      executor = given;
    }

    @Async
    public void waitFor(CountDownLatch begun, CountDownLatch go) throws InterruptedException {
      begun.countDown();
      assertThat(go.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Async
    public CompletableFuture<String> future(CompletableFuture<String> result) {
      return result;
    }

    @Async
    public void fail() {
      throw new IllegalStateException("no");
    }

    @Async
    @TrackedJob(type = "tracked_async", customer = "#customer")
    public void tracked(String customer) {}

    @Async
    public void plain() {}

    /** Hands a task of its own to the executor: that is no job. */
    @Async
    public void nested() {
      executor.execute(() -> {});
    }
  }
}
