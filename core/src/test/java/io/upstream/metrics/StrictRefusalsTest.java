package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.catalog.DurationFamily;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.ReportType;
import io.upstream.metrics.label.Severity;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that what a strict recorder refuses with an exception leaves nothing behind. */
class StrictRefusalsTest {

  record Labels(CustomerId customerId, Endpoint endpoint) {}

  private static final DurationFamily<Labels> TOOK =
      DurationFamily.ofSeconds("strict_took_seconds").buckets(1).help("T.").labels(Labels.class);
  private static final GaugeFamily<Labels> DEPTH =
      GaugeFamily.named("strict_depth").help("D.").labels(Labels.class);

  private static final CustomerId ACME = new CustomerId("acme");
  private static final CustomerId GLOBEX = new CustomerId("globex");
  private static final Endpoint PERSONAL = new Endpoint("/mail/jane@mail.example");
  private static final String RUNNING = "upstream_background_job_running{job_type=\"data_export\"}";
  private static final String OLDEST =
      "upstream_background_job_oldest_start_timestamp_seconds{job_type=\"data_export\"}";

  private final GuardClock clock = new GuardClock();

  static Stream<Consumer<UpstreamRecorder>> refused() {
    return Stream.of(
        recorder -> recorder.startJob(new JobType("no job type"), ACME),
        recorder -> recorder.time(TOOK, new Labels(ACME, PERSONAL)));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void a_refused_start_holds_no_value(Consumer<UpstreamRecorder> start) {
    try (UpstreamRecorder recorder =
        clock
            .set(VerbCalls.quiet().mode(Mode.STRICT).budget(CustomerId.class, 1))
            .idleAfter(CustomerId.class, Duration.ofHours(1))
            .build()) {
      recorder.trackPaymentDelaySignal(Severity.LOW, ACME);
      assertThatThrownBy(() -> start.accept(recorder)).isInstanceOf(IllegalArgumentException.class);
      for (int i = 0; i < 3; i++) {
        clock.pass(Duration.ofHours(2));
        Scrape.text(recorder);
      }
      recorder.trackPaymentDelaySignal(Severity.LOW, GLOBEX); // throws if acme cannot leave
      assertThat(Scrape.text(recorder)).contains("globex").doesNotContain("acme");
    }
  }

  @Test
  void a_job_without_a_line_does_not_run() {
    int budget = leastBudget();
    int refused = 0;
    for (int more = 0; more < 40; more++) {
      try (UpstreamRecorder recorder =
          VerbCalls.quiet().mode(Mode.STRICT).lineBudget(budget + more).build()) {
        JobRun run = null;
        try {
          run = recorder.startJob(JobType.DATA_EXPORT, ACME);
        } catch (IllegalArgumentException e) {
          refused++;
        }
        Map<String, Double> samples = Scrape.samples(recorder);
        double running = run == null ? 0 : 1;
        assertThat(samples.getOrDefault(RUNNING, 0.0)).as("%d lines more", more).isEqualTo(running);
        assertThat(samples.getOrDefault(OLDEST, 0.0) > 0).isEqualTo(run != null);
      }
    }
    assertThat(refused).isBetween(3, 38);
  }

  /** Returns the least line budget with which a recorder can be built. */
  private static int leastBudget() {
    int low = 1;
    int high = 100_000;
    while (low < high) {
      int middle = (low + high) / 2;
      try (UpstreamRecorder unused = VerbCalls.quiet().lineBudget(middle).build()) {
        high = middle;
      } catch (IllegalArgumentException e) {
        low = middle + 1;
      }
    }
    return low;
  }

  @Test
  void a_refused_watch_does_not_begin_later() {
    try (UpstreamRecorder recorder =
        VerbCalls.quiet().mode(Mode.STRICT).budget(Endpoint.class, 0).build()) {
      Labels labels = new Labels(ACME, new Endpoint("/claims"));
      assertThatThrownBy(() -> recorder.gauge(DEPTH).watch(labels, () -> 1))
          .isInstanceOf(IllegalArgumentException.class);
      recorder.guard(Endpoint.class).budget(1);
      assertThat(recorder.gauge(DEPTH).value(labels)).isNaN();
      assertThat(Scrape.text(recorder)).doesNotContain("strict_depth{");
    }
  }

  @Test
  void a_refused_timing_records_nothing() {
    try (UpstreamRecorder recorder = VerbCalls.quiet().mode(Mode.STRICT).build()) {
      assertThatThrownBy(() -> recorder.timeReport(new ReportType("no report type")))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(Scrape.text(recorder)).doesNotContain("report_generation_seconds_count{");
    }
  }
}
