package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.label.Budget;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.HttpMethod;
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A recording that is cut off in the middle: what comes after it is right all the same. */
@Timeout(120)
class RecordingFaultsTest {

  private static final int DIVES = 60;

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
        .isEqualTo(lines(samples, "upstream_alert_created_total{"));

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
    assertThat(families)
        .hasSizeGreaterThan(2 * DIVES)
        .allMatch(own -> moved.get(own.name()) == 1);
    assertThat(recorder.registry().scrape(name -> name.startsWith("own")).size())
        .isEqualTo(families.size());
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
