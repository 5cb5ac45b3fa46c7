package io.upstream.metrics.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.guard.detect.Detector;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.series.Gauge;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GaugeWatchTest {

  private static final GaugeFamily<NoLabels> LENGTH =
      GaugeFamily.named("own_length").help("L.").noLabels();
  private static final GaugeFamily<NoLabels> SHARE =
      GaugeFamily.named("own_share").help("S.").range(0, 1).noLabels();

  record Customers(CustomerId customerId) {}

  private static final GaugeFamily<Customers> BY_CUSTOMER =
      GaugeFamily.named("own_backlog").help("B.").labels(Customers.class);

  private final UpstreamRecorder recorder =
      UpstreamRecorder.builder().jvm(false).budget(CustomerId.class, 1).build();

  @Test
  void closing_an_old_watch_leaves_a_newer_one() {
    DoubleSupplier same = () -> 7;
    Gauge.Watch old = recorder.gauge(LENGTH).watch(NoLabels.NONE, same);
    Gauge.Watch newer = recorder.gauge(LENGTH).watch(NoLabels.NONE, same);
    old.close();
    old.close();
    assertThat(ScrapedPage.lines(recorder)).contains("own_length 7.0");
    newer.close();
    assertThat(ScrapedPage.lines(recorder)).noneMatch(line -> line.startsWith("own_length "));
  }

  @Test
  void closed_pending_watches_return_their_place() {
    Gauge<Customers> backlog = recorder.gauge(BY_CUSTOMER);
    backlog.set(new Customers(new CustomerId("first")), 1);
    for (int i = 0; i < 1_000; i++) {
      backlog.watch(new Customers(new CustomerId("gone" + i)), () -> 0).close();
    }
    backlog.watch(new Customers(new CustomerId("late")), () -> 5);
    recorder.guard(CustomerId.class).budget(2);
    assertThat(ScrapedPage.lines(recorder)).contains("own_backlog{customer_id=\"late\"} 5.0");
  }

  @Test
  void a_closed_watch_releases_its_supplier() {
    Gauge<Customers> backlog = recorder.gauge(BY_CUSTOMER);
    backlog.set(new Customers(new CustomerId("first")), 1);
    List<Gauge.Watch> kept = new ArrayList<>();
    WeakReference<Object> supplied = watchAndClose(backlog, kept);
    for (int i = 0; i < 100 && supplied.get() != null; i++) {
      System.gc();
    }
    assertThat(supplied.get()).isNull();
    assertThat(kept).hasSize(1);
  }

  private static WeakReference<Object> watchAndClose(
      Gauge<Customers> backlog, List<Gauge.Watch> kept) {
    Object application = new Object();
    Gauge.Watch watch =
        backlog.watch(new Customers(new CustomerId("folded")), application::hashCode);
    watch.close();
    kept.add(watch);
    return new WeakReference<>(application);
  }

  @Test
  void a_watched_gauge_obeys_its_declared_range() {
    recorder.gauge(SHARE).watch(NoLabels.NONE, () -> 42);
    assertThat(ScrapedPage.lines(recorder)).noneMatch(line -> line.startsWith("own_share "));
    assertThat(ScrapedPage.text(recorder))
        .contains("rejected_total{family=\"own_share\",reason=\"out_of_range\"}");
  }

  @Test
  void a_supplier_that_scrapes_is_asked_once() {
    AtomicInteger asked = new AtomicInteger();
    recorder
        .gauge(LENGTH)
        .watch(
            NoLabels.NONE,
            () -> {
              asked.incrementAndGet();
              return CompletableFuture.supplyAsync(() -> ScrapedPage.text(recorder).length())
                  .join();
            });
    assertThat(ScrapedPage.text(recorder)).contains("own_length ");
    assertThat(asked).hasValue(1);
  }

  @Test
  void no_detector_runs_under_a_watchs_lock() throws Exception {
    CountDownLatch inDetector = new CountDownLatch(1);
    CountDownLatch recorded = new CountDownLatch(1);
    Detector slow =
        Detector.of(
            "slow",
            "Holds up whoever asks it.",
            text -> {
              if (text.toString().equals("slow")) {
                inDetector.countDown();
                try {
                  assertThat(recorded.await(20, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              }
              return false;
            });
    try (UpstreamRecorder own =
        UpstreamRecorder.builder().jvm(false).mode(Mode.ENFORCE).detector(slow).build()) {
      Thread watching =
          new Thread(
              () -> own.gauge(BY_CUSTOMER).watch(new Customers(new CustomerId("slow")), () -> 1));
      watching.start();
      inDetector.await();
      own.gauge(BY_CUSTOMER).set(new Customers(new CustomerId("quick")), 2);
      recorded.countDown();
      watching.join();
      assertThat(ScrapedPage.lines(own))
          .contains(
              "own_backlog{customer_id=\"quick\"} 2.0", "own_backlog{customer_id=\"slow\"} 1.0");
    }
  }

  @Test
  void a_watch_without_a_supplier_is_refused() {
    assertThatNullPointerException()
        .isThrownBy(() -> recorder.gauge(LENGTH).watch(NoLabels.NONE, null))
        .withMessageContaining("supplier");
  }
}
