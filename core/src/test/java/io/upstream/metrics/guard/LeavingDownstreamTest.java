package io.upstream.metrics.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.upstream.metrics.GuardClock;
import io.upstream.metrics.RecorderBuilder;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.guard.GuardedFamilies.Customers;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.IngestionStatus;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.page.PageFormat;
import io.upstream.metrics.page.Scraper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Checks queries on the numbers while values leave, return and are shown as 0 first. */
class LeavingDownstreamTest {

  private static final CustomerId A = new CustomerId("a");
  private static final CustomerId B = new CustomerId("b");
  private static final Duration DAY = Duration.ofHours(25);
  private static final Scraper PROMETHEUS = new Scraper("10.0.0.1", 4000, "Prometheus/2.42", "10");

  private final GuardClock clock = new GuardClock();

  private RecorderBuilder builder() {
    return clock.setAll(UpstreamRecorder.builder()).jvm(false).budget(CustomerId.class, 1);
  }

  private void pass(Duration time, UpstreamRecorder... recorders) {
    for (Duration each : new Duration[] {Duration.ofMinutes(2), time}) {
      clock.pass(each);
      for (UpstreamRecorder recorder : recorders) {
        GuardedFamilies.page(recorder);
      }
    }
  }

  private static Set<String> customers(UpstreamRecorder recorder, String family) {
    return GuardedFamilies.samples(recorder, family + "{").stream()
        .map(sample -> sample.label("customer_id"))
        .filter(customer -> !customer.equals("_OTHER"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void both_sides_of_a_ratio_have_equal_values() throws Exception {
    try (UpstreamRecorder recorder = builder().build()) {
      for (CustomerId customer : new CustomerId[] {A, B, A}) {
        recorder.runJob(JobType.DATA_EXPORT, customer, () -> 1);
        recorder.trackIngestion(customer, 5, IngestionStatus.SUCCESS);
        Set<String> started = customers(recorder, "upstream_background_job_started_total");
        assertThat(started).containsExactly(customer.value());
        assertThat(customers(recorder, "upstream_background_job_completed_total"))
            .isEqualTo(started);
        assertThat(customers(recorder, "upstream_claim_records_ingested_total")).isEqualTo(started);
        pass(DAY, recorder);
      }
    }
  }

  @Test
  void each_life_has_its_own_start_time() {
    try (UpstreamRecorder recorder = builder().build()) {
      long first = start(recorder, A);
      assertThat(start(recorder, A)).isEqualTo(first);
      pass(DAY, recorder);
      assertThat(start(recorder, B)).isGreaterThan(first + DAY.toMillis());
      pass(DAY, recorder);
      assertThat(start(recorder, A)).isGreaterThan(first + 2 * DAY.toMillis());
    }
  }

  /** Records for a customer, and returns since when exporters say that its series count. */
  private static long start(UpstreamRecorder recorder, CustomerId customer) {
    recorder.trackPaymentDelaySignal(Severity.HIGH, customer);
    recorder.timeIngestion(customer).close();
    long counter = 0;
    long histogram = 0;
    for (MetricSnapshot snapshot : recorder.registry().scrape()) {
      String name = snapshot.getMetadata().getName();
      if (name.equals("upstream_payment_delay_signal") && snapshot instanceof CounterSnapshot it) {
        counter =
            it.getDataPoints().stream()
                .filter(point -> customer.value().equals(point.getLabels().get("customer_id")))
                .mapToLong(point -> point.getCreatedTimestampMillis())
                .sum();
      } else if (name.equals("upstream_ingestion_processing_seconds")
          && snapshot instanceof HistogramSnapshot it) {
        histogram =
            it.getDataPoints().stream()
                .filter(point -> customer.value().equals(point.getLabels().get("customer_id")))
                .mapToLong(point -> point.getCreatedTimestampMillis())
                .sum();
      }
    }
    assertThat(histogram).isEqualTo(counter);
    return counter;
  }

  @Test
  void pushes_snapshots_and_the_registry_show_the_truth() throws IOException {
    try (UpstreamRecorder recorder = builder().build()) {
      ByteArrayOutputStream scraped = new ByteArrayOutputStream();
      recorder.trackPaymentDelaySignal(Severity.HIGH, A);
      recorder.writePage(PageFormat.TEXT, null, Set.of(), PROMETHEUS, scraped);
      String line = "upstream_payment_delay_signal_total{customer_id=\"a\",severity=\"high\"} ";
      assertThat(scraped.toString(StandardCharsets.UTF_8)).contains(line + "0.0");
      assertThat(GuardedFamilies.page(recorder)).contains(line + "1.0"); // pushes and snapshots
      double registered =
          recorder.registry().scrape().stream()
              .filter(it -> it.getMetadata().getName().equals("upstream_payment_delay_signal"))
              .flatMap(it -> ((CounterSnapshot) it).getDataPoints().stream())
              .mapToDouble(point -> point.getValue())
              .sum();
      assertThat(registered).isEqualTo(1);
    }
  }

  @Test
  void recorders_do_not_share_lives() {
    try (UpstreamRecorder one = builder().build();
        UpstreamRecorder other = builder().build()) {
      one.trackPaymentDelaySignal(Severity.HIGH, A);
      other.trackPaymentDelaySignal(Severity.HIGH, A);
      pass(DAY, one, other);
      one.trackPaymentDelaySignal(Severity.HIGH, B);
      assertThat(customers(one, "upstream_payment_delay_signal_total")).containsExactly("b");
      assertThat(customers(other, "upstream_payment_delay_signal_total")).containsExactly("a");
    }
  }

  @Test
  void strict_throws_for_refusals_not_for_replacement() {
    try (UpstreamRecorder recorder = builder().mode(Mode.STRICT).build()) {
      recorder.trackPaymentDelaySignal(Severity.HIGH, A);
      assertThatThrownBy(() -> recorder.trackPaymentDelaySignal(Severity.HIGH, B))
          .isInstanceOf(IllegalArgumentException.class);
      pass(DAY, recorder);
      recorder.trackPaymentDelaySignal(Severity.HIGH, B);
      assertThat(customers(recorder, "upstream_payment_delay_signal_total")).containsExactly("b");
    }
  }

  @Test
  void nothing_leaves_a_recorder_that_observes() {
    try (UpstreamRecorder recorder = builder().mode(Mode.OBSERVE).build()) {
      recorder.trackPaymentDelaySignal(Severity.HIGH, A);
      for (int day = 0; day < 10; day++) {
        pass(DAY, recorder);
      }
      recorder.trackPaymentDelaySignal(Severity.HIGH, B);
      recorder.gauge(GuardedFamilies.SCORE).set(new Customers(B), 1);
      assertThat(customers(recorder, "upstream_payment_delay_signal_total"))
          .containsExactly("a", "b");
    }
  }
}
