package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.HttpMethod;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.ReportType;
import io.upstream.metrics.label.Severity;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Interrupts recordings in the middle, and checks those that follow. */
@Timeout(120)
class RecordingFaultsTest {

  /** Counts what was recorded without an error, for the page to be compared with. */
  private static final class Ledger {
    private final UpstreamRecorder recorder;
    private int customers;

    private Ledger(UpstreamRecorder recorder) {
      this.recorder = recorder;
    }

    /** A new customer with a new endpoint, in families of two labels and of three. */
    private void record() {
      CustomerId customer = new CustomerId("c" + customers++);
      Endpoint endpoint = new Endpoint("/e" + customers);
      recorder.trackAlertCreated(Product.DRIFT_WATCH, Severity.LOW, customer);
      recorder.trackApiCall(endpoint, HttpMethod.GET, customer);
      recorder.timeIngestion(customer).close();
    }
  }

  /** An error of the JVM: it passes, while any other of an accessor is counted. */
  private static final class Kill extends VirtualMachineError {
    private static final long serialVersionUID = 1;
  }

  /** An accessor that throws where nobody expects it, as a thread does that is killed. */
  record Killed(String value) implements OpenLabel {
    static final AtomicBoolean ARMED = new AtomicBoolean();

    @Override
    public String value() {
      if (ARMED.getAndSet(false)) {
        throw new Kill();
      }
      return value;
    }
  }

  record KilledLabels(Killed killed, CustomerId customerId) {}

  static final CounterFamily<KilledLabels> KILLED =
      CounterFamily.named("test_killed_total").help("K.").labels(KilledLabels.class);

  @Test
  void a_killed_recording_thread_blocks_no_other() throws Exception {
    UpstreamRecorder recorder = VerbCalls.quiet().build();
    KilledLabels labels = new KilledLabels(new Killed("k"), new CustomerId("acme"));
    Killed.ARMED.set(true);
    assertThatThrownBy(() -> recorder.counter(KILLED).inc(labels)).isInstanceOf(Kill.class);
    onAnotherThread(() -> recorder.counter(KILLED).inc(labels));
    assertThat(Scrape.samples(recorder))
        .containsEntry("test_killed_total{customer_id=\"acme\",killed=\"k\"}", 1.0);
  }

  @Test
  void a_registry_failing_once_can_be_retried() {
    AtomicBoolean failing = new AtomicBoolean();
    PrometheusRegistry registry =
        new PrometheusRegistry() {
          @Override
          public void register(Collector collector) {
            if (failing.getAndSet(false)) {
              throw new OutOfMemoryError("made up");
            }
            super.register(collector);
          }
        };
    CounterFamily<NoLabels> own = CounterFamily.named("own_total").help("O.").noLabels();
    UpstreamRecorder recorder = VerbCalls.quiet().registry(registry).build();
    failing.set(true);
    assertThatThrownBy(() -> recorder.counter(own)).isInstanceOf(OutOfMemoryError.class);
    recorder.counter(own).inc(NoLabels.NONE);
    assertThat(Scrape.samples(recorder)).containsEntry("own_total", 1.0);
    assertThat(registry.scrape("own"::equals).size()).isEqualTo(1);
  }

  @Test
  void an_interrupted_thread_records_everything() {
    UpstreamRecorder recorder = VerbCalls.quiet().build();
    Ledger ledger = new Ledger(recorder);
    Thread.currentThread().interrupt();
    try {
      for (int i = 0; i < 10; i++) {
        ledger.record();
      }
      assertThat(Scrape.samples(recorder))
          .containsEntry("upstream_ingestion_processing_seconds_count{customer_id=\"c9\"}", 1.0);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void a_failing_stream_leaves_the_next_page_whole() throws Exception {
    UpstreamRecorder recorder = VerbCalls.quiet().budget(CustomerId.class, 5_000).build();
    for (int i = 0; i < 2_000; i++) {
      recorder.trackAlertCreated(Product.DRIFT_WATCH, Severity.LOW, new CustomerId("c" + i));
    }
    Map<String, Double> before = Scrape.lasting(recorder);
    for (Throwable thrown :
        List.of(
            new InterruptedIOException(), new IllegalStateException(), new StackOverflowError())) {
      for (int write = 0; write < 5; write++) {
        Failing out = new Failing(write, thrown);
        assertThatThrownBy(() -> recorder.writePage(out)).isSameAs(thrown);
        assertThat(out.left).as("written to no more").isEqualTo(-1);
      }
    }
    assertThat(Scrape.lasting(recorder)).isEqualTo(before);
    onAnotherThread(
        () ->
            recorder.trackAlertCreated(Product.DRIFT_WATCH, Severity.LOW, new CustomerId("late")));
    assertThat(Scrape.text(recorder)).contains("customer_id=\"late\"");
  }

  /** A stream that breaks at one of its writes. */
  private static final class Failing extends OutputStream {
    private final Throwable thrown;
    private int left;

    private Failing(int left, Throwable thrown) {
      this.left = left;
      this.thrown = thrown;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      if (left-- > 0) {
        return;
      }
      if (thrown instanceof IOException io) {
        throw io;
      }
      if (thrown instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) thrown;
    }
  }

  @Test
  void a_cleared_registry_keeps_our_page() {
    PrometheusRegistry registry = new PrometheusRegistry();
    UpstreamRecorder recorder = VerbCalls.quiet().jvm(true).registry(registry).build();
    Ledger ledger = new Ledger(recorder);
    ledger.record();
    Map<String, Double> before = Scrape.samples(recorder);
    registry.clear();
    ledger.record();
    assertThat(Scrape.samples(recorder).keySet())
        .containsAll(before.keySet())
        .contains("upstream_ingestion_processing_seconds_count{customer_id=\"c1\"}");
    assertThat(registry.scrape().size()).as("exporters of the registry see what is in it").isZero();

    Gauge theirs =
        Gauge.builder().name("django_http_requests_in_progress").help("T").register(registry);
    theirs.set(42);
    assertThat(Scrape.samples(recorder)).containsEntry("django_http_requests_in_progress", 0.0);
    recorder.close();
    recorder.close();
    assertThat(registry.scrape("django_http_requests_in_progress"::equals).size()).isEqualTo(1);
  }

  @Test
  void a_clock_jumping_back_makes_no_negative_time() {
    AtomicLong clock = new AtomicLong(1_000_000_000_000L);
    UpstreamRecorder recorder =
        VerbCalls.quiet().ticker(() -> clock.addAndGet(-1_000_000_000L)).build();
    recorder.timeReport(ReportType.DRIFT_SUMMARY).close();
    recorder.startJob(JobType.DATA_EXPORT, new CustomerId("acme")).succeeded();
    Scrape.text(recorder);
    assertThat(Scrape.samples(recorder))
        .containsEntry(
            "upstream_background_job_duration_seconds_count{job_type=\"data_export\"}", 1.0)
        .containsEntry(
            "upstream_background_job_duration_seconds_sum{job_type=\"data_export\"}", 0.0)
        .containsEntry("upstream_metrics_scrape_duration_seconds_count", 1.0)
        .containsEntry("upstream_metrics_scrape_duration_seconds_sum", 0.0);
    assertThat(Scrape.text(recorder)).doesNotContain("rejected_total{");
  }

  private static void onAnotherThread(Runnable work) throws Exception {
    FutureTask<Void> task = new FutureTask<>(work, null);
    new Thread(task).start();
    task.get(60, TimeUnit.SECONDS);
  }
}
