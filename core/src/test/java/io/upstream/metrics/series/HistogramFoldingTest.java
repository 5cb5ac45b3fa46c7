package io.upstream.metrics.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.guard.GuardRules;
import io.upstream.metrics.guard.Guards;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.guard.ValueChange;
import io.upstream.metrics.guard.ValueRows;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.series.cell.Cell;
import io.upstream.metrics.series.cell.HistogramCell;
import io.upstream.metrics.series.cell.NativeCounts;
import io.upstream.metrics.series.cell.RetiredTotal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Threads observe values while customers leave. What a series has received between the last look at
 * it and its end moves to the series of the folded value. Every bucket, classic or exponential, and
 * every sum is then exactly what was observed.
 */
class HistogramFoldingTest {

  record Customers(CustomerId customerId) {}

  record Calls(Endpoint endpoint, CustomerId customerId) {}

  private static final HistogramFamily<Customers> CLASSIC =
      HistogramFamily.named("folding_classic").buckets(-1, 1, 2).help("C.").labels(Customers.class);
  private static final HistogramFamily<Calls> NATIVE =
      HistogramFamily.named("folding_native").nativeResolution(3).help("N.").labels(Calls.class);
  private static final HistogramFamily<Customers> BOTH =
      HistogramFamily.named("folding_both")
          .buckets(-1, 0.5, 4)
          .nativeResolution(3)
          .help("B.")
          .labels(Customers.class);

  /** Their sums are exact in any order. */
  private static final double[] VALUES = {-1.5, 0, 0.25, 0.5, 1, 1.5, 2, 3, 4, 8};

  private static final int THREADS = 4;
  private static final int CUSTOMERS = 6;

  private final AtomicLong millis = new AtomicLong(1_000_000_000_000L);
  private final Guards guards =
      new Guards(
          new GuardRules(
              Mode.ENFORCE,
              Map.of("customer_id", 3),
              Map.of(),
              List.of(),
              new GuardRules.Lives(Duration.ofHours(1), Map.of(), Duration.ofHours(3)),
              Map.of()),
          (InstantSource) () -> Instant.ofEpochMilli(millis.get()));
  private final SeriesRegistry registry = new SeriesRegistry(guards, 100_000, false);
  private final HistogramSeries<Customers> classic = registry.histogram(CLASSIC);
  private final HistogramSeries<Calls> natives = registry.histogram(NATIVE);
  private final HistogramSeries<Customers> both = registry.histogram(BOTH);
  private final Departures departures = new Departures();

  /** What series have counted: by bucket, and in all. */
  private static final class Totals {

    final Map<String, Long> buckets = new TreeMap<>();
    double sum;

    void observe(HistogramSeries<?> series, double value) {
      if (value < 0 && series.isNonNegative()) {
        return; // refused
      }
      sum += value;
      double[] bounds = series.bounds();
      int bucket = 0;
      while (bucket < bounds.length && value > bounds[bucket]) {
        bucket++;
      }
      add("classic " + bucket, 1);
      if (series.resolution() != null && value == 0) {
        add("zero", 1);
      } else if (series.resolution() != null) {
        int index = (int) Math.ceil(8 * Math.log(Math.abs(value)) / Math.log(2) - 1e-9);
        add((value < 0 ? "negative " : "positive ") + index, 1);
      }
    }

    void add(long[] counts, NativeCounts exponential, double sumOfThem) {
      sum += sumOfThem;
      for (int i = 0; i < counts.length; i++) {
        add("classic " + i, counts[i]);
      }
      if (exponential != null) {
        assertThat(exponential.schema()).isEqualTo(3);
        add("zero", exponential.zeros());
        for (int i = 0; i < exponential.size(); i++) {
          String sign = i < exponential.negatives() ? "negative " : "positive ";
          add(sign + exponential.index(i), exponential.count(i));
        }
      }
    }

    void add(Totals other) {
      sum += other.sum;
      other.buckets.forEach(this::add);
    }

    private void add(String bucket, long count) {
      if (count != 0) {
        buckets.merge(bucket, count, Long::sum);
      }
    }
  }

  /** Removes rows as the registry does, and adds up what they had when they were shown. */
  private final class Departures implements ValueRows {

    final Map<HistogramSeries<?>, Totals> left = new HashMap<>();
    final Map<HistogramSeries<?>, Totals> late = newTotals();
    final AtomicLong folded = new AtomicLong();
    // An observation between look and end may itself remove a value, with another look.
    private final Set<Cell> counted = ConcurrentHashMap.newKeySet();

    @Override
    public void visit(RowVisitor visitor) {
      registry.visit(visitor);
    }

    @Override
    public Set<LabelEntry> remove(
        Set<LabelEntry> candidates, Leaving leaving, Consumer<Runnable> later) {
      Map<HistogramSeries<?>, Map<Cell, RetiredTotal>> before = new HashMap<>();
      for (HistogramSeries<?> series : List.of(classic, natives, both)) {
        Map<Cell, RetiredTotal> shown = new HashMap<>();
        series.leaving.show(candidates, leaving, shown);
        before.put(series, shown);
      }
      // Between the look at a series and its end: the moment that a thread rarely meets.
      synchronized (late) {
        candidates.forEach(each -> observe(new CustomerId(each.value()), 1.5, late));
      }
      Set<LabelEntry> gone = leaving.leave();
      Set<LabelEntry> staying = new HashSet<>();
      before.forEach(
          (series, shown) -> {
            series.leaving.remove(
                gone,
                shown,
                staying,
                fold -> {
                  folded.incrementAndGet();
                  later.accept(fold);
                });
            shown.forEach(
                (cell, total) -> {
                  long[] counts = total.counts();
                  boolean isRetired =
                      Double.isNaN(((HistogramCell) cell).read(new long[counts.length]));
                  if (isRetired && counted.add(cell)) {
                    totals(series).add(counts, total.natives(), total.fraction());
                  }
                });
          });
      return staying;
    }

    private synchronized Totals totals(HistogramSeries<?> series) {
      return left.computeIfAbsent(series, any -> new Totals());
    }

    @Override
    public void count(String label, ValueChange change) {}

    @Override
    public long zeroMillis() {
      return 0;
    }
  }

  @Test
  void buckets_and_sums_are_exact_while_customers_leave() throws Exception {
    record(40_000);
  }

  @Tag("full")
  @Test
  void buckets_and_sums_are_exact_in_millions_of_observations() throws Exception {
    record(1_000_000);
  }

  private void record(int observations) throws Exception {
    guards.attach(departures);
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService pool = Executors.newFixedThreadPool(THREADS + 1);
    List<Map<HistogramSeries<?>, Totals>> observed = new ArrayList<>();
    try {
      Future<?> looks =
          pool.submit(
              () -> {
                for (int i = 0; !done.get(); i++) {
                  millis.addAndGet(i % 3 == 0 ? 1_800_000 : 61_000);
                  registry.beforePage();
                }
              });
      List<Future<Map<HistogramSeries<?>, Totals>>> running = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        int thread = t;
        running.add(pool.submit(() -> observe(thread, observations)));
      }
      for (Future<Map<HistogramSeries<?>, Totals>> each : running) {
        observed.add(each.get());
      }
      done.set(true);
      looks.get();
    } finally {
      done.set(true);
      pool.shutdownNow();
    }
    for (HistogramSeries<?> series : List.of(classic, natives, both)) {
      Totals expected = new Totals();
      observed.forEach(each -> expected.add(Objects.requireNonNull(each.get(series))));
      expected.add(Objects.requireNonNull(departures.late.get(series)));
      Totals actual = present(series);
      actual.add(departures.totals(series));
      assertThat(actual.buckets).as(series.family().name()).isEqualTo(expected.buckets);
      assertThat(actual.sum).as(series.family().name()).isEqualTo(expected.sum);
    }
    assertThat(departures.folded.get()).as("series with late observations").isGreaterThan(10);
    System.out.printf(
        "%,d observations, %,d series were folded with observations in them, 0 lost%n",
        3L * THREADS * observations, departures.folded.get());
  }

  private Map<HistogramSeries<?>, Totals> observe(int thread, int observations) {
    Map<HistogramSeries<?>, Totals> observed = newTotals();
    SplittableRandom random = new SplittableRandom(thread);
    Map<CustomerId, Observer> handles = new HashMap<>();
    for (int i = 0; i < observations; i++) {
      // Two customers at a time, so that the others are idle.
      CustomerId customer = new CustomerId("c" + (i / 500 + random.nextInt(2)) % CUSTOMERS);
      double value = VALUES[random.nextInt(VALUES.length)];
      Customers labels = new Customers(customer);
      switch (i % 3) {
        case 0 -> classic.observe(labels, value);
        case 1 -> Objects.requireNonNull(classic.observer(labels)).accept(value);
        default -> handles.computeIfAbsent(customer, c -> classic.bind(labels)).observe(value);
      }
      Objects.requireNonNull(observed.get(classic)).observe(classic, value);
      observeNative(customer, value, observed);
      if (i % 1_000 == 100 * thread) {
        guards.guard(CustomerId.class).release(customer);
      }
    }
    return observed;
  }

  private Map<HistogramSeries<?>, Totals> newTotals() {
    Map<HistogramSeries<?>, Totals> totals = new HashMap<>();
    List.of(classic, natives, both).forEach(series -> totals.put(series, new Totals()));
    return totals;
  }

  private void observe(
      CustomerId customer, double value, Map<HistogramSeries<?>, Totals> observed) {
    classic.observe(new Customers(customer), value);
    Objects.requireNonNull(observed.get(classic)).observe(classic, value);
    observeNative(customer, value, observed);
  }

  private void observeNative(
      CustomerId customer, double value, Map<HistogramSeries<?>, Totals> observed) {
    natives.observe(new Calls(new Endpoint("/claims"), customer), value);
    Objects.requireNonNull(observed.get(natives)).observe(natives, value);
    both.observe(new Customers(customer), value);
    Objects.requireNonNull(observed.get(both)).observe(both, value);
  }

  private static Totals present(HistogramSeries<?> series) throws IOException {
    Totals totals = new Totals();
    long[] counts = new long[series.bounds().length + 1];
    NativeCounts exponential =
        series.resolution() == null ? null : new NativeCounts(series.resolution());
    series
        .rows()
        .forEach(
            (row, cell) -> {
              double sum = cell.read(counts, exponential);
              if (!Double.isNaN(sum)) {
                totals.add(counts, exponential, sum);
              }
            });
    return totals;
  }
}
