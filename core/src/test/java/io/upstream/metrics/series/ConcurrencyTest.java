package io.upstream.metrics.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.DurationFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.catalog.UpDownFamily;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.DriftType;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.SeverityLevel;
import io.upstream.metrics.page.ScrapedPage;
import io.upstream.metrics.series.cell.UpDownCell;
import io.upstream.metrics.testing.Repeats;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that numbers are exact under concurrency. */
@SuppressWarnings({"EnumOrdinal", "ThreadPriorityCheck"}) // yielding is for speed alone
class ConcurrencyTest {

  private static final int THREADS = 8;

  record Customers(CustomerId customerId) {}

  static final HistogramFamily<Customers> SIZES =
      HistogramFamily.named("test_sizes").help("S.").buckets(1, 2, 4).labels(Customers.class);
  static final DurationFamily<Customers> TIMES =
      DurationFamily.ofSeconds("test_seconds").buckets(1, 4).help("T.").labels(Customers.class);
  static final UpDownFamily<NoLabels> OPEN = UpDownFamily.named("test_open").help("O.").noLabels();
  static final CounterFamily<NoLabels> AMOUNTS =
      CounterFamily.named("test_amount_total").help("A.").noLabels();

  @Test
  void concurrent_events_are_all_counted_during_pages() throws Exception {
    int each = Repeats.of(15_000, 60_000);
    try (UpstreamRecorder recorder =
        UpstreamRecorder.builder().jvm(false).budget(CustomerId.class, 40).build()) {
      inParallelWithPages(
          recorder,
          thread -> {
            for (int i = 0; i < each; i++) {
              CustomerId customer = new CustomerId("c" + (i * 31 + thread) % 97);
              DriftType type = DriftType.values()[i % 4];
              recorder.trackDriftEvent(Product.DRIFT_WATCH, type, SeverityLevel.LOW, customer);
            }
            return null;
          });

      List<String> lines = ScrapedPage.lines(recorder);
      assertThat(sum(lines, "upstream_drift_event_detected_total\\{.*"))
          .isEqualTo((double) THREADS * each);
      assertThat(sum(lines, "upstream_drift_event_detected_total\\{.*drift_type=\"denial_rate\".*"))
          .isEqualTo(THREADS * each / 4.0);
      long named =
          lines.stream().filter(line -> line.contains("drift_type=\"denial_rate\"")).count();
      assertThat(named).isEqualTo(41); // the budget, and the rest together
    }
  }

  @Test
  void concurrently_added_families_are_all_shown() throws Exception {
    int each = 40;
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build()) {
      inParallelWithPages(
          recorder,
          thread -> {
            for (int i = 0; i < each; i++) {
              String name = "test_family_" + i + "_of_" + (thread + i) % THREADS;
              recorder
                  .counter(CounterFamily.named(name + "_total").help("F.").noLabels())
                  .inc(NoLabels.NONE);
            }
            return null;
          });

      List<String> lines = ScrapedPage.lines(recorder);
      assertThat(sum(lines, "test_family_.*")).isEqualTo((double) THREADS * each);
      assertThat(sum(lines, "upstream_metrics_lines\\{family=\"test_family_.*"))
          .isEqualTo((double) THREADS * each);
      assertThat(lines.stream().filter(line -> line.startsWith("# TYPE test_family_")).toList())
          .hasSize(THREADS * each)
          .isSorted();
    }
  }

  @Test
  void exactly_the_budget_is_admitted_under_concurrency() throws Exception {
    for (int round = 0; round < Repeats.of(20, 100); round++) {
      int budget = 1 + round % 7;
      try (UpstreamRecorder recorder =
          UpstreamRecorder.builder().jvm(false).budget(CustomerId.class, budget).build()) {
        inParallel(
            thread -> {
              for (int i = 0; i < 4 * budget; i++) {
                int which = (i + thread) % (4 * budget);
                recorder.trackDenialSignal(null, new CustomerId("c" + which));
              }
              return null;
            });
        List<String> lines = ScrapedPage.lines(recorder);
        long named =
            lines.stream()
                .filter(line -> line.matches("upstream_denial_signal_total\\{customer_id=\"c.*"))
                .count();
        assertThat(named).isEqualTo(budget);
        // A value is always answered in the same way: who is named has all events, not some.
        assertThat(lines)
            .filteredOn(line -> line.startsWith("upstream_denial_signal_total{customer_id=\"c"))
            .allMatch(line -> line.endsWith(" 8.0"));
        assertThat(sum(lines, "upstream_denial_signal_total\\{.*"))
            .isEqualTo(THREADS * 4.0 * budget);
      }
    }
  }

  @Test
  void a_histograms_count_is_its_infinite_bucket() throws Exception {
    int each = Repeats.of(20_000, 100_000);
    try (UpstreamRecorder recorder =
        UpstreamRecorder.builder().jvm(false).families(SIZES).build()) {
      AtomicBoolean done = new AtomicBoolean();
      ExecutorService pages = Executors.newSingleThreadExecutor();
      Future<Integer> compared =
          pages.submit(
              () -> {
                int pagesSeen = 0;
                while (!done.get() || pagesSeen == 0) {
                  assertCountsAgree(ScrapedPage.text(recorder));
                  pagesSeen++;
                }
                return pagesSeen;
              });
      inParallel(
          thread -> {
            for (int i = 0; i < each; i++) {
              Customers labels = new Customers(new CustomerId("c" + i % 20));
              recorder.histogram(SIZES).observe(labels, i % 6);
            }
            return null;
          });
      done.set(true);
      assertThat(compared.get()).isPositive();
      pages.shutdown();
      List<String> lines = ScrapedPage.lines(recorder);
      assertThat(sum(lines, "test_sizes_count\\{.*")).isEqualTo((double) THREADS * each);
      long expected = 0;
      for (int i = 0; i < each; i++) {
        expected += i % 6;
      }
      assertThat(sum(lines, "test_sizes_sum\\{.*")).isEqualTo((double) THREADS * expected);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void sum_and_count_belong_together_in_each_format(boolean isNative) throws Exception {
    int each = Repeats.of(20_000, 200_000);
    try (UpstreamRecorder recorder =
        UpstreamRecorder.builder()
            .jvm(false)
            .nativeHistograms(isNative)
            .families(SIZES, TIMES)
            .build()) {
      AtomicBoolean done = new AtomicBoolean();
      ExecutorService pages = Executors.newSingleThreadExecutor();
      Future<Integer> compared =
          pages.submit(
              () -> {
                int pagesSeen = 0;
                while (!done.get() || pagesSeen == 0) {
                  assertSumsAgree(ScrapedPage.text(recorder));
                  assertSumsAgree(ScrapedPage.openMetrics(recorder));
                  recorder.registry().scrape("test_sizes"::equals).forEach(ours -> agree(ours));
                  recorder.registry().scrape("test_seconds"::equals).forEach(ours -> agree(ours));
                  pagesSeen++;
                }
                return pagesSeen;
              });
      inParallel(
          thread -> {
            for (int i = 0; i < each; i++) {
              Customers labels = new Customers(new CustomerId("c" + i % 3));
              recorder.histogram(SIZES).observe(labels, 4);
              recorder.histogram(TIMES).observe(labels, 4);
            }
            return null;
          });
      done.set(true);
      assertThat(compared.get()).isPositive();
      pages.shutdown();
    }
  }

  private static void assertSumsAgree(String page) {
    Matcher count = Pattern.compile("(test_\\w+)_count(\\{.*\\}) (\\d+)").matcher(page);
    int found = 0;
    while (count.find()) {
      String sum =
          count.group(1) + "_sum" + count.group(2) + " " + 4 * Long.parseLong(count.group(3));
      assertThat(page).contains(sum + ".0\n");
      found++;
    }
    assertThat(found).isLessThanOrEqualTo(6);
  }

  private static void agree(MetricSnapshot family) {
    for (HistogramSnapshot.HistogramDataPointSnapshot each :
        ((HistogramSnapshot) family).getDataPoints()) {
      assertThat(each.getSum()).isEqualTo(4.0 * each.getCount());
      if (each.hasClassicHistogramData()) {
        long classic = 0;
        for (int i = 0; i < each.getClassicBuckets().size(); i++) {
          classic += each.getClassicBuckets().getCount(i);
        }
        assertThat(classic).isEqualTo(each.getCount());
      }
      if (each.hasNativeHistogramData()) {
        long buckets = each.getNativeZeroCount();
        for (int i = 0; i < each.getNativeBucketsForPositiveValues().size(); i++) {
          buckets += each.getNativeBucketsForPositiveValues().getCount(i);
        }
        assertThat(buckets).isEqualTo(each.getCount());
      }
    }
  }

  @Test
  void fractions_of_many_threads_add_up() throws Exception {
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build()) {
      inParallel(
          thread -> {
            for (int i = 0; i < 10_000; i++) {
              recorder.counter(AMOUNTS).add(NoLabels.NONE, 0.25);
              recorder.counter(AMOUNTS).add(NoLabels.NONE, 2.0);
              recorder.counter(AMOUNTS).inc(NoLabels.NONE);
            }
            return null;
          });
      assertThat(ScrapedPage.value(recorder, "test_amount_total"))
          .isEqualTo(THREADS * 10_000 * 3.25);
    }
  }

  @Test
  void runs_ended_elsewhere_never_go_below_zero() throws Exception {
    int each = Repeats.of(500, 5_000);
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build()) {
      UpDown<NoLabels> open = recorder.upDown(OPEN);
      UpDownSeries<NoLabels> series = open.series();
      UpDownCell cell = Objects.requireNonNull(series.find(series.closed()));
      int pairs = THREADS / 2;
      AtomicIntegerArray begun = new AtomicIntegerArray(pairs * 16);
      AtomicIntegerArray ended = new AtomicIntegerArray(pairs * 16);
      AtomicBoolean done = new AtomicBoolean();
      ExecutorService pages = Executors.newSingleThreadExecutor();
      Future<Long> fewest =
          pages.submit(
              () -> {
                long least = 0;
                while (!done.get()) {
                  least = Math.min(least, cell.value()); // as the page does, but more often
                }
                return least;
              });
      inParallel(
          thread -> {
            int pair = thread / 2 * 16;
            boolean begins = thread % 2 == 0;
            for (int i = 0; i < each; i++) {
              while (begins ? ended.get(pair) < i : begun.get(pair) <= i) {
                Thread.yield();
              }
              open.add(NoLabels.NONE, begins ? 1 : -1);
              (begins ? begun : ended).incrementAndGet(pair);
            }
            return null;
          });
      done.set(true);
      assertThat(fewest.get()).isZero();
      pages.shutdown();
      assertThat(ScrapedPage.value(recorder, "test_open")).isZero();
    }
  }

  @Test
  void huge_amounts_never_make_a_counter_go_down() {
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build()) {
      for (int i = 0; i < 3; i++) {
        recorder.counter(AMOUNTS).add(NoLabels.NONE, Long.MAX_VALUE);
        recorder.counter(AMOUNTS).add(NoLabels.NONE, 5e18);
      }
      assertThat(ScrapedPage.value(recorder, "test_amount_total"))
          .isEqualTo(3 * (double) Long.MAX_VALUE + 3 * 5e18);
    }
  }

  @Test
  void a_waiting_scrape_does_not_block_recording() throws Exception {
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build()) {
      CountDownLatch scraping = new CountDownLatch(1);
      CountDownLatch recorded = new CountDownLatch(1);
      GaugeWithCallback.builder()
          .name("slow_gauge")
          .help("S")
          .callback(
              callback -> {
                scraping.countDown();
                try {
                  recorded.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
                // It fails for the first time, and what counts that is a new series, too.
                throw new IllegalStateException("after all");
              })
          .register(recorder.registry());
      ExecutorService threads = Executors.newFixedThreadPool(2);
      try {
        Future<String> page = threads.submit(() -> ScrapedPage.text(recorder));
        scraping.await();
        // A family that nobody has used, and a customer whom nobody has seen.
        Future<?> first =
            threads.submit(
                () -> recorder.histogram(SIZES).observe(new Customers(new CustomerId("new")), 1));
        first.get(60, TimeUnit.SECONDS);
        recorded.countDown();
        assertThat(page.get(60, TimeUnit.SECONDS))
            .contains("upstream_metrics_lines", "collector=\"slow_gauge\"} 1.0");
      } finally {
        recorded.countDown();
        threads.shutdownNow();
      }
    }
  }

  private static void assertCountsAgree(String page) {
    Matcher bucket =
        Pattern.compile("test_sizes_bucket\\{(.*),le=\"\\+Inf\"} (\\d+)").matcher(page);
    while (bucket.find()) {
      assertThat(page)
          .contains("test_sizes_count{" + bucket.group(1) + "} " + bucket.group(2) + "\n");
    }
  }

  private static double sum(List<String> lines, String pattern) {
    Pattern wanted = Pattern.compile(pattern);
    return lines.stream()
        .filter(line -> wanted.matcher(line).matches())
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private static void inParallelWithPages(UpstreamRecorder recorder, Work work) throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    Thread scraper =
        new Thread(
            () -> {
              while (!done.get()) {
                ScrapedPage.text(recorder);
              }
            });
    scraper.start();
    try {
      inParallel(work);
    } finally {
      done.set(true);
      scraper.join();
    }
  }

  private static void inParallel(Work work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      CyclicBarrier start = new CyclicBarrier(THREADS);
      List<Callable<Object>> tasks = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        tasks.add(
            () -> {
              start.await();
              return work.in(thread);
            });
      }
      for (Future<Object> result : threads.invokeAll(tasks)) {
        result.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private interface Work {
    Object in(int thread) throws Exception;
  }
}
