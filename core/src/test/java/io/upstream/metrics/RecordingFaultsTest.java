package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.label.ChannelType;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.ErrorType;
import io.upstream.metrics.label.HttpMethod;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.ReportType;
import io.upstream.metrics.label.Severity;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A recording that is cut off in the middle: what comes after it is right all the same. */
@Timeout(120)
class RecordingFaultsTest {

  private static final int DIVES = 20;

  /** Counts what was recorded without an error, for the page to be compared with. */
  private static final class Ledger {
    private final UpstreamRecorder recorder;
    private long recorded;
    private long cutOff;
    private int customers;

    private Ledger(UpstreamRecorder recorder) {
      this.recorder = recorder;
    }

    /** A new customer with a new endpoint, in families of two labels and of three. */
    private void record() {
      CustomerId customer = new CustomerId("c" + customers++);
      Endpoint endpoint = new Endpoint("/e" + customers);
      cutOff++;
      recorder.trackAlertCreated(Product.DRIFT_WATCH, Severity.LOW, customer);
      recorder.trackApiCall(endpoint, HttpMethod.GET, customer);
      recorder.timeIngestion(customer).close();
      cutOff--;
      recorded++;
    }
  }

  @Test
  void a_stack_that_ends_while_series_are_made_loses_nothing_that_was_recorded() throws Exception {
    UpstreamRecorder recorder = VerbCalls.quiet().budget(CustomerId.class, 1_000_000).build();
    Ledger ledger = new Ledger(recorder);
    for (int dive = 0; dive < DIVES; dive++) {
      atTheEndOfTheStack(ledger::record);
    }
    assertThat(ledger.cutOff).as("recordings that were cut off").isGreaterThan(DIVES);
    long before = ledger.recorded;
    onAnotherThread(ledger::record);
    assertThat(ledger.recorded).as("who comes later finds no lock held").isEqualTo(before + 1);

    Map<String, Double> samples = Scrape.samples(recorder);
    for (String family :
        List.of(
            "upstream_alert_created_total{",
            "upstream_api_endpoint_calls_total{",
            "upstream_ingestion_processing_seconds_count{")) {
      assertThat(sum(samples, family))
          .as(family)
          .isBetween((double) ledger.recorded, (double) ledger.recorded + ledger.cutOff);
      assertThat(samples.entrySet())
          .filteredOn(line -> line.getKey().startsWith(family + "customer_id=\"c"))
          .as("no series has another's events")
          .allMatch(line -> line.getValue() <= 1);
    }
    assertThat(samples.get("upstream_metrics_lines{family=\"upstream_alert_created_total\"}"))
        .isEqualTo((double) lines(samples, "upstream_alert_created_total{"));

    for (int i = 0; i < ledger.customers; i++) {
      recorder.trackAlertCreated(Product.DRIFT_WATCH, Severity.LOW, new CustomerId("c" + i));
    }
    assertThat(lines(Scrape.samples(recorder), "upstream_alert_created_total{customer_id=\"c"))
        .as("whoever was cut off is named by the next event")
        .isEqualTo(ledger.customers);
  }

  private static long lines(Map<String, Double> samples, String prefix) {
    return samples.keySet().stream().filter(line -> line.startsWith(prefix)).count();
  }

  @Test
  void a_family_that_could_not_be_added_can_be_added_later() throws Exception {
    // client_java 1.5 and later register in steps, and keep a name whose registration was cut off.
    assumeThat(PrometheusRegistry.class.getDeclaredMethods())
        .extracting(Method::getName)
        .as("how this client_java registers")
        .doesNotContain("validateRegistration");
    UpstreamRecorder recorder = VerbCalls.quiet().build();
    List<CounterFamily<NoLabels>> families = new ArrayList<>();
    for (int dive = 0; dive < DIVES; dive++) {
      atTheEndOfTheStack(
          () -> {
            families.add(
                CounterFamily.named("own" + families.size() + "_total").help("O.").noLabels());
            recorder.counter(families.get(families.size() - 1)).inc(NoLabels.NONE);
          });
    }
    Map<String, Double> before = Scrape.samples(recorder);
    onAnotherThread(() -> families.forEach(own -> recorder.counter(own).inc(NoLabels.NONE)));
    Map<String, Double> moved = Scrape.moved(before, recorder);
    assertThat(families).hasSizeGreaterThan(DIVES).allMatch(own -> moved.get(own.name()) == 1);
    assertThat(recorder.registry().scrape(name -> name.startsWith("own")).size())
        .isEqualTo(families.size());
  }

  @Test
  void a_first_event_at_the_end_of_the_stack_breaks_no_class() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                FirstEvent.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said)
        .contains("{channel_type=\"email\",customer_id=\"acme\",error_type=\"_REDACTED\"")
        .contains("{customer_id=\"acme\",endpoint=\"/claims\"")
        .contains("{customer_id=\"acme\",error_type=\"IOException\"");
  }

  /** The first event of a process, where there is no stack for it; then the same again. */
  static final class FirstEvent {

    private FirstEvent() {}

    public static void main(String[] arguments) throws Exception {
      UpstreamRecorder recorder = VerbCalls.quiet().build();
      CustomerId acme = new CustomerId("acme");
      ErrorType jane = new ErrorType("jane.roe@mail.example");
      for (Runnable event :
          List.<Runnable>of(
              () -> recorder.trackAlertFailed(Product.DRIFT_WATCH, ChannelType.EMAIL, jane, acme),
              () -> recorder.trackApiCall(new Endpoint("/claims"), HttpMethod.GET, acme),
              () -> recorder.startJob(JobType.DATA_EXPORT, acme).failed(new IOException()))) {
        atTheEndOfTheStack(event);
        event.run();
      }
      Scrape.text(recorder)
          .lines()
          .filter(line -> line.contains("acme"))
          .forEach(System.out::println);
    }
  }

  /** What a stopped thread threw, in the days when threads could be stopped. */
  private static final class Kill extends Error {
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
  void a_thread_that_is_killed_while_it_records_holds_up_nobody() throws Exception {
    UpstreamRecorder recorder = VerbCalls.quiet().build();
    KilledLabels labels = new KilledLabels(new Killed("k"), new CustomerId("acme"));
    Killed.ARMED.set(true);
    assertThatThrownBy(() -> recorder.counter(KILLED).inc(labels)).isInstanceOf(Kill.class);
    onAnotherThread(() -> recorder.counter(KILLED).inc(labels));
    assertThat(Scrape.samples(recorder))
        .containsEntry("test_killed_total{customer_id=\"acme\",killed=\"k\"}", 1.0);
  }

  @Test
  void a_registry_that_fails_in_the_middle_of_adding_a_family_can_be_asked_again() {
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
  void a_thread_that_is_interrupted_records_all_and_stays_interrupted() {
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
  void a_page_whose_stream_fails_anywhere_leaves_the_next_one_whole() throws Exception {
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
  void a_registry_that_somebody_clears_takes_nothing_from_the_page() {
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
  void a_clock_that_jumps_back_makes_no_time_negative() {
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

  private static double sum(Map<String, Double> samples, String prefix) {
    return samples.entrySet().stream()
        .filter(line -> line.getKey().startsWith(prefix))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /** Does something where there is too little stack, then a little higher, until it succeeds. */
  private static void atTheEndOfTheStack(Runnable work) throws Exception {
    onAnotherThread(() -> onTheWayBack(work));
  }

  @SuppressWarnings("InfiniteRecursion") // until there is no stack
  private static void onTheWayBack(Runnable work) {
    try {
      onTheWayBack(work);
    } catch (StackOverflowError e) {
      work.run();
    }
  }

  private static void onAnotherThread(Runnable work) throws Exception {
    FutureTask<Void> task = new FutureTask<>(work, null);
    new Thread(null, task, "short stack", 200_000).start();
    task.get(60, TimeUnit.SECONDS);
  }
}
