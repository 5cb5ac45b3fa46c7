package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.ErrorType;
import io.upstream.metrics.label.JobType;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JobRunTest {

  private static final CustomerId ACME = new CustomerId("acme");
  private static final String TYPE = "job_type=\"data_export\"";

  private final AtomicLong clock = new AtomicLong();
  private final UpstreamRecorder recorder = VerbCalls.quiet().ticker(clock::get).build();
  private final Map<String, Double> before = Scrape.lasting(recorder);

  @Test
  void a_run_is_running_until_it_ends() {
    JobRun run = recorder.startJob(JobType.DATA_EXPORT, ACME);
    assertThat(jobs()).isEqualTo(Map.of("started", 1.0, "running", 1.0));
    clock.addAndGet(90_000_000_000L);
    run.succeeded();
    assertThat(jobs())
        .isEqualTo(Map.of("started", 1.0, "completed", 1.0, "duration", 1.0, "seconds", 90.0));
  }

  @Test
  void the_oldest_run_shows_though_younger_ones_end() {
    AtomicLong seconds = new AtomicLong(1_000);
    UpstreamRecorder recorder =
        VerbCalls.quiet().clock(() -> Instant.ofEpochSecond(seconds.get())).build();
    String oldest = "upstream_background_job_oldest_start_timestamp_seconds{" + TYPE + "}";
    JobRun hangs = recorder.startJob(JobType.DATA_EXPORT, ACME);
    assertThat(Scrape.samples(recorder)).containsEntry(oldest, 1_000.0);
    for (int i = 0; i < 3; i++) {
      seconds.addAndGet(60);
      JobRun healthy = recorder.startJob(JobType.DATA_EXPORT, null);
      healthy.succeeded();
      assertThat(Scrape.samples(recorder)).containsEntry(oldest, 1_000.0);
    }
    JobRun younger = recorder.startJob(JobType.DATA_EXPORT, ACME);
    hangs.failed(new IOException());
    hangs.close();
    assertThat(Scrape.samples(recorder)).containsEntry(oldest, 1_180.0);
    younger.close();
    assertThat(Scrape.samples(recorder)).containsEntry(oldest, 0.0);
  }

  @Test
  void the_oldest_run_is_none_after_all_ended() throws Exception {
    String oldest = "upstream_background_job_oldest_start_timestamp_seconds{" + TYPE + "}";
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (int run = 0; run < 2_000; run++) {
                  recorder.startJob(JobType.DATA_EXPORT, ACME).succeeded();
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(Scrape.samples(recorder)).containsEntry(oldest, 0.0);
  }

  @Test
  void a_push_follows_the_close_once() {
    List<String> pushed = new ArrayList<>();
    try (JobRun run =
        recorder
            .startJob(JobType.DATA_EXPORT, ACME)
            .pushOnClose((type, succeeded) -> pushed.add(type.value() + succeeded + jobs()))) {
      run.succeeded();
      assertThat(pushed).isEmpty();
      run.close();
    }
    assertThat(pushed)
        .singleElement()
        .asString()
        .startsWith("data_exporttrue")
        .contains("completed");
  }

  @Test
  void a_push_hears_of_a_failure() {
    List<Boolean> pushed = new ArrayList<>();
    recorder
        .startJob(JobType.DATA_EXPORT, ACME)
        .pushOnClose((type, succeeded) -> pushed.add(succeeded))
        .close();
    assertThat(pushed).containsExactly(false);
  }

  @Test
  void a_run_is_pushed_as_it_is_counted() {
    AtomicReference<JobRun> ending = new AtomicReference<>();
    LongSupplier closing =
        () -> {
          JobRun run = ending.getAndSet(null);
          if (run != null) {
            run.close(); // as another thread may, when its duration is being looked at
          }
          return 0;
        };
    UpstreamRecorder slow = VerbCalls.quiet().ticker(closing).build();
    List<Boolean> pushed = new ArrayList<>();
    JobRun run =
        slow.startJob(JobType.DATA_EXPORT, ACME)
            .pushOnClose((type, succeeded) -> pushed.add(succeeded));
    ending.set(run);
    run.succeeded();
    assertThat(pushed).containsExactly(true);
  }

  @Test
  void a_push_has_no_unnamed_values() {
    List<Boolean> named = new ArrayList<>();
    recorder
        .startJob(new JobType("jane@example.org"), ACME)
        .pushOnClose((type, succeeded) -> named.add(type != null))
        .close();
    assertThat(named).containsExactly(false);
  }

  @Test
  void a_failing_push_does_not_reach_the_job() {
    try (JobRun run =
        recorder
            .startJob(JobType.DATA_EXPORT, ACME)
            .pushOnClose(
                (type, succeeded) -> {
                  throw new StackOverflowError();
                })) {
      run.succeeded();
    }
    assertThat(jobs()).containsEntry("completed", 1.0);
  }

  @Test
  void a_failure_counts_by_its_unwrapped_type() {
    try (JobRun run = recorder.startJob(JobType.DATA_EXPORT, ACME)) {
      run.failed(new CompletionException(new FileNotFoundException("/home/jane")));
    }
    assertThat(failures()).isEqualTo(Map.of("FileNotFoundException", 1.0));
  }

  @Test
  void a_failure_may_be_no_exception() {
    recorder.startJob(JobType.DATA_EXPORT, ACME).failedWith(new ErrorType("QuotaExceeded"));
    assertThat(failures()).isEqualTo(Map.of("QuotaExceeded", 1.0));
  }

  @Test
  void a_run_without_success_is_an_unknown_failure() {
    recorder.startJob(JobType.DATA_EXPORT, ACME).close();
    assertThat(failures()).isEqualTo(Map.of("_UNKNOWN", 1.0));
    assertThat(jobs()).containsEntry("duration", 1.0).doesNotContainKeys("completed", "running");
  }

  @Test
  void the_first_end_is_the_end() {
    JobRun succeeded = recorder.startJob(JobType.DATA_EXPORT, ACME);
    succeeded.succeeded();
    succeeded.failed(new IOException());
    succeeded.close();
    succeeded.succeeded();
    JobRun failed = recorder.startJob(JobType.DATA_EXPORT, ACME);
    failed.failed(new IOException());
    failed.succeeded();
    failed.close();
    assertThat(failures()).isEqualTo(Map.of("IOException", 1.0));
    assertThat(jobs()).containsEntry("completed", 1.0).containsEntry("duration", 2.0);
    assertThat(running()).isZero();
  }

  @Test
  void two_threads_end_a_run_once() throws Exception {
    int rounds = 5_000;
    List<JobRun> runs =
        IntStream.range(0, rounds)
            .mapToObj(round -> recorder.startJob(JobType.DATA_EXPORT, ACME))
            .toList();
    Together.play(
        rounds,
        (round, thread) -> {
          if (thread == 0) {
            runs.get(round).succeeded();
          } else {
            runs.get(round).close();
          }
        });
    double failed = failures().getOrDefault("_UNKNOWN", 0.0);
    assertThat(jobs().getOrDefault("completed", 0.0) + failed).isEqualTo(rounds);
    assertThat(jobs()).containsEntry("duration", 5_000.0);
    assertThat(running()).isZero();
  }

  @Test
  void a_job_that_is_run_gives_its_result() throws Exception {
    assertThat(recorder.<String>runJob(JobType.DATA_EXPORT, ACME, () -> "exported"))
        .isEqualTo("exported");
    assertThat(recorder.<String>runJob(JobType.DATA_EXPORT, ACME, () -> null)).isNull();
    assertThat(jobs()).containsEntry("completed", 2.0);
  }

  static Stream<Throwable> whatever() {
    return Stream.of(
        new IOException("checked"),
        new IllegalStateException("unchecked"),
        new InterruptedException("interrupted"),
        new OutOfMemoryError("an error"),
        new StackOverflowError(),
        new Throwable("neither"));
  }

  @ParameterizedTest
  @MethodSource("whatever")
  void a_failing_job_throws_its_exception(Throwable thrown) {
    assertThat(
            catchThrowable(() -> recorder.runJob(JobType.DATA_EXPORT, ACME, () -> sneaky(thrown))))
        .isSameAs(thrown)
        .hasNoSuppressedExceptions();
    assertThat(failures()).isEqualTo(Map.of(thrown.getClass().getSimpleName(), 1.0));
    assertThat(running()).isZero();
  }

  @ParameterizedTest
  @MethodSource("whatever")
  void a_refused_error_does_not_replace_the_failure(Throwable thrown) {
    UpstreamRecorder strict =
        VerbCalls.quiet().mode(Mode.STRICT).budget(ErrorType.class, 0).build();
    assertThat(catchThrowable(() -> strict.runJob(JobType.DATA_EXPORT, ACME, () -> sneaky(thrown))))
        .isSameAs(thrown);
    assertThat(thrown.getSuppressed())
        .singleElement()
        .satisfies(e -> assertThat(e).hasMessageContaining("error_type"));
    assertThat(Scrape.samples(strict))
        .containsEntry("upstream_background_job_running{" + TYPE + "}", 0.0);
  }

  @Test
  void an_interrupted_thread_ends_its_run() {
    Thread.currentThread().interrupt();
    try {
      recorder.startJob(JobType.DATA_EXPORT, ACME).succeeded();
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
    assertThat(jobs()).containsEntry("completed", 1.0);
    assertThat(running()).isZero();
  }

  @Test
  void running_jobs_end_on_their_series() {
    JobType own = new JobType("nightly_sync");
    UpstreamRecorder tight = VerbCalls.quiet().budget(JobType.class, 0).build();
    JobRun folded = tight.startJob(own, ACME);
    tight.guard(JobType.class).budget(5);
    JobRun named = tight.startJob(own, ACME);
    assertThat(runningBy(tight)).isEqualTo(Map.of("_OTHER", 1.0, "nightly_sync", 1.0));
    folded.close();
    assertThat(runningBy(tight)).isEqualTo(Map.of("_OTHER", 0.0, "nightly_sync", 1.0));
    named.close();
    assertThat(runningBy(tight)).isEqualTo(Map.of("_OTHER", 0.0, "nightly_sync", 0.0));
  }

  @Test
  void what_cannot_start_is_not_running() {
    UpstreamRecorder strict = VerbCalls.quiet().mode(Mode.STRICT).budget(JobType.class, 0).build();
    assertThatThrownBy(() -> strict.startJob(new JobType("nightly_sync"), ACME))
        .hasMessageContaining("job_type");
    assertThat(Scrape.samples(strict).keySet())
        .noneMatch(line -> line.startsWith("upstream_background_job_running{"));
  }

  @SuppressWarnings("unchecked") // to throw anything from anywhere
  private static <T extends Throwable> Object sneaky(Throwable thrown) throws T {
    throw (T) thrown;
  }

  private double running() {
    return Scrape.samples(recorder).get("upstream_background_job_running{" + TYPE + "}");
  }

  private static Map<String, Double> runningBy(UpstreamRecorder recorder) {
    Map<String, Double> running = new TreeMap<>();
    Scrape.samples(recorder)
        .forEach(
            (line, value) -> {
              if (line.startsWith("upstream_background_job_running{")) {
                running.put(line.split("\"", -1)[1], value);
              }
            });
    return running;
  }

  private Map<String, Double> failures() {
    Map<String, Double> failures = new TreeMap<>();
    Scrape.moved(before, recorder)
        .forEach(
            (line, value) -> {
              if (line.startsWith("upstream_background_job_failed_total{")) {
                failures.put(line.split("\"", -1)[3], value);
              }
            });
    return failures;
  }

  /** Returns the changes, without failures and the library's own figures. */
  private Map<String, Double> jobs() {
    String customer = "{customer_id=\"acme\"," + TYPE + "}";
    Map<String, String> names =
        Map.of(
            "upstream_background_job_started_total" + customer, "started",
            "upstream_background_job_completed_total" + customer, "completed",
            "upstream_background_job_running{" + TYPE + "}", "running",
            "upstream_background_job_duration_seconds_count{" + TYPE + "}", "duration",
            "upstream_background_job_duration_seconds_sum{" + TYPE + "}", "seconds");
    Map<String, Double> moved = new TreeMap<>();
    Scrape.moved(before, recorder)
        .forEach(
            (line, value) -> {
              if (names.containsKey(line)) {
                moved.put(names.get(line), value);
              }
            });
    return moved;
  }
}
