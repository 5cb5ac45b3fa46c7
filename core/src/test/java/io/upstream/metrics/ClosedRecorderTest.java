package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.series.BoundCounter;
import io.upstream.metrics.series.Gauge;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Uses a closed recorder, which has left its registry. */
class ClosedRecorderTest {

  private static final CounterFamily<NoLabels> OWN =
      CounterFamily.named("closed_own_total").help("O.").noLabels();
  private static final CounterFamily<NoLabels> LATER =
      CounterFamily.named("closed_later_total").help("L.").noLabels();
  private static final GaugeFamily<NoLabels> LENGTH =
      GaugeFamily.named("closed_length").help("L.").noLabels();

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final UpstreamRecorder recorder =
      VerbCalls.quiet().registry(registry).families(OWN, LENGTH).build();

  @Test
  void recording_continues_on_its_own_page() {
    BoundCounter handle = recorder.counter(OWN).bind(NoLabels.NONE);
    JobRun run = recorder.startJob(JobType.DATA_EXPORT, new CustomerId("acme"));
    recorder.close();
    handle.inc();
    run.succeeded();
    recorder.counter(LATER).inc(NoLabels.NONE);
    recorder.trackAlertCreated(Product.DRIFT_WATCH, Severity.LOW, new CustomerId("late"));
    assertThat(recorder.counter(OWN).value(NoLabels.NONE)).isEqualTo(1);
    assertThat(Scrape.text(recorder))
        .contains("closed_own_total 1.0", "closed_later_total 1.0", "customer_id=\"late\"")
        .contains("upstream_background_job_duration_seconds_count{job_type=\"data_export\"} 1");
    assertThat(recorder.report().toString()).isNotBlank();
    assertThat(registry.scrape().size()).isZero();
  }

  @Test
  void closing_again_takes_nothing_from_others() {
    recorder.close();
    Counter theirs = Counter.builder().name("closed_own_total").help("T.").register(registry);
    theirs.inc();
    recorder.close();
    assertThat(registry.scrape().size()).isEqualTo(1);
    try (UpstreamRecorder next = VerbCalls.quiet().sharedRegistry(registry).build()) {
      recorder.close();
      assertThat(registry.scrape().size()).isGreaterThan(1);
      assertThat(next.isEnabled()).isTrue();
    }
  }

  @Test
  void guards_work_as_before() {
    recorder.close();
    recorder.guard(CustomerId.class).budget(0);
    recorder.guard(CustomerId.class).allow(new CustomerId("acme"));
    recorder.trackAlertCreated(Product.DRIFT_WATCH, Severity.LOW, new CustomerId("acme"));
    recorder.trackAlertCreated(Product.DRIFT_WATCH, Severity.LOW, new CustomerId("other"));
    assertThat(Scrape.text(recorder)).contains("customer_id=\"acme\"", "customer_id=\"_OTHER\"");
  }

  @Test
  void its_own_page_reads_open_watches() {
    AtomicInteger asked = new AtomicInteger();
    Gauge.Watch watch = recorder.gauge(LENGTH).watch(NoLabels.NONE, asked::incrementAndGet);
    recorder.close();
    registry.scrape();
    assertThat(asked).hasValue(0);
    assertThat(Scrape.text(recorder)).contains("closed_length 1.0");
    watch.close();
    assertThat(Scrape.text(recorder)).doesNotContain("closed_length 1.0");
    assertThat(asked).hasValue(1);
  }
}
