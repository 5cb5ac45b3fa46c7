package io.upstream.metrics.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.catalog.UpDownFamily;
import io.upstream.metrics.series.Gauge.Watch;
import io.upstream.metrics.series.UpDown;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UpDownWatchTest {

  private static final UpDownFamily<NoLabels> IN_USE =
      UpDownFamily.named("own_in_use").help("U.").noLabels();

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final UpstreamRecorder recorder =
      UpstreamRecorder.builder().jvm(false).registry(registry).build();
  private final UpDown<NoLabels> inUse = recorder.upDown(IN_USE);

  @AfterEach
  void close() {
    recorder.close();
  }

  @Test
  void a_page_sums_suppliers_and_amounts() {
    AtomicLong first = new AtomicLong(3);
    Watch watch = inUse.watch(NoLabels.NONE, first::get);
    inUse.watch(NoLabels.NONE, () -> 10);
    inUse.add(NoLabels.NONE, 100);
    assertPage(113);
    first.set(1);
    assertPage(111);
    watch.close();
    watch.close();
    assertPage(110);
  }

  @Test
  void other_readers_ask_the_supplier_too() {
    AtomicLong number = new AtomicLong(3);
    inUse.watch(NoLabels.NONE, number::get);
    number.set(4);
    GaugeSnapshot family =
        (GaugeSnapshot) registry.scrape(name -> name.equals("own_in_use")).get(0);
    assertThat(family.getDataPoints().get(0).getValue()).isEqualTo(4);
  }

  @Test
  void a_throwing_supplier_is_left_out_and_counted() {
    AtomicLong number = new AtomicLong(3);
    inUse.watch(
        NoLabels.NONE,
        () -> {
          if (number.get() < 0) {
            throw new IllegalStateException("on purpose");
          }
          return number.get();
        });
    assertPage(3);
    number.set(-1);
    assertPage(0);
    assertThat(ScrapedPage.lines(recorder))
        .contains("upstream_metrics_scrape_errors_total{collector=\"own_in_use\"} 2.0");
    number.set(5);
    assertPage(5);
  }

  @Test
  void a_supplier_that_scrapes_is_asked_once() {
    AtomicInteger asked = new AtomicInteger();
    inUse.watch(
        NoLabels.NONE,
        () -> {
          CompletableFuture.runAsync(() -> ScrapedPage.text(recorder)).join();
          return asked.incrementAndGet();
        });
    assertPage(1);
    assertThat(asked).hasValue(1);
  }

  private void assertPage(long number) {
    assertThat(ScrapedPage.lines(recorder)).contains("own_in_use " + (double) number);
  }
}
