package io.upstream.metrics.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.guard.GuardRules;
import io.upstream.metrics.guard.Guards;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.guard.Naming;
import io.upstream.metrics.guard.ValueChange;
import io.upstream.metrics.guard.ValueRows;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Eight threads record while values of two labels leave, are released, replaced and return all the
 * time: what the series have, with what those had that left, is what was recorded, to the event.
 */
class LeavingExactnessTest {

  record Calls(Severity severity, CustomerId customerId, Endpoint endpoint) {}

  record Customers(CustomerId customerId) {}

  private static final CounterFamily<Calls> CALLS =
      CounterFamily.named("moving_calls_total").help("C.").labels(Calls.class);
  private static final CounterFamily<Customers> AMOUNTS =
      CounterFamily.named("moving_amount_total").help("A.").labels(Customers.class);
  private static final HistogramFamily<Customers> SIZES =
      HistogramFamily.named("moving_sizes").buckets(1, 2).help("S.").labels(Customers.class);

  private static final int THREADS = 8;
  private static final int VALUES = 40;
  private static final int ACTIVE = 12; // of them at a time, for 5 places
  private static final Duration IDLE = Duration.ofHours(1);

  private final AtomicLong millis = new AtomicLong(1_000_000_000_000L);
  private final Guards guards =
      new Guards(
          new GuardRules(
              Mode.ENFORCE,
              Map.of("customer_id", 5, "endpoint", 5),
              Map.of(),
              List.of(),
              new GuardRules.Lives(IDLE, Map.of(), Duration.ofHours(3)),
              Map.of("customer_id", Naming.HEAVIEST)),
          (InstantSource) () -> Instant.ofEpochMilli(millis.get()));
  private final SeriesRegistry registry = new SeriesRegistry(guards, 100_000, false);
  private final Departures departures = new Departures(registry);
  private final CounterSeries<Calls> calls = registry.counter(CALLS);
  private final CounterSeries<Customers> amounts = registry.counter(AMOUNTS);
  private final HistogramSeries<Customers> sizes = registry.histogram(SIZES);

  /** Adds up what the rows had that leave. */
  private static final class Departures implements ValueRows {

    private final SeriesRegistry registry;
    private final AtomicLong weight = new AtomicLong();
    private final AtomicLong values = new AtomicLong();
    // By the values of a row: what looks have seen, of one thread at a time.
    private final Map<Set<LabelEntry>, Long> seen = new HashMap<>();

    Departures(SeriesRegistry registry) {
      this.registry = registry;
    }

    @Override
    public void visit(RowVisitor visitor) {
      registry.visit(
          (entries, changed, growth, kind) -> {
            seen.merge(Set.copyOf(Arrays.asList(entries)), growth, Long::sum);
            visitor.row(entries, changed, growth, kind);
          });
    }

    @Override
    public Set<LabelEntry> remove(
        Set<LabelEntry> candidates, Leaving leaving, Consumer<Runnable> later) {
      return registry.remove(
          candidates,
          new Leaving() {
            @Override
            public void row(LabelEntry[] entries, boolean changed, long growth, Kind kind) {
              leaving.row(entries, changed, growth, kind);
            }

            @Override
            public Set<LabelEntry> leave() {
              Set<LabelEntry> left = leaving.leave();
              seen.entrySet()
                  .removeIf(
                      row -> {
                        boolean isGone = row.getKey().stream().anyMatch(left::contains);
                        weight.addAndGet(isGone ? row.getValue() : 0);
                        return isGone;
                      });
              values.addAndGet(left.size());
              return left;
            }
          },
          later);
    }

    @Override
    public void count(String label, ValueChange change) {
      registry.count(label, change);
    }

    @Override
    public long zeroMillis() {
      return 0;
    }
  }

  @Test
  void totals_are_exact_while_values_leave() throws Exception {
    record(30_000);
  }

  @Tag("full")
  @Test
  void twenty_million_calls_are_exact_with_leaving() throws Exception {
    record(2_500_000);
  }

  @Tag("long")
  @Test
  void eighty_million_calls_are_exact_with_leaving() throws Exception {
    record(10_000_000);
  }

  private void record(int callsOfAThread) throws Exception {
    guards.attach(departures);
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService pool = Executors.newFixedThreadPool(THREADS + 1);
    try {
      Future<?> looks =
          pool.submit(
              () -> {
                for (int i = 0; !done.get(); i++) {
                  millis.addAndGet(i % 3 == 0 ? IDLE.toMillis() / 2 : 61_000);
                  registry.beforePage();
                }
              });
      List<Future<?>> running = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        int thread = t;
        running.add(pool.submit(() -> record(thread, callsOfAThread)));
      }
      for (Future<?> each : running) {
        each.get();
      }
      done.set(true);
      looks.get();
    } finally {
      done.set(true);
      pool.shutdownNow();
    }
    long events = (long) THREADS * callsOfAThread;
    double present = calls.total() + amounts.total() + (double) sizes.observations();
    assertThat(present + (double) departures.weight.get()).isEqualTo((double) events);
    assertThat(departures.values.get()).isGreaterThan(10);
    assertThat(sumsOfWrongBuckets()).isZero();
    System.out.printf(
        "%,d calls of %d threads, %,d values left: %,.0f events in series, %,d in those that left,"
            + " 0 lost%n",
        events, THREADS, departures.values.get(), present, departures.weight.get());
  }

  private void record(int thread, int count) {
    SplittableRandom random = new SplittableRandom(thread);
    Map<Integer, BoundCounter> handles = new HashMap<>();
    for (int i = 0; i < VALUES; i++) {
      handles.put(i, amounts.bind(new Customers(customer(i))));
    }
    for (int i = 0; i < count; i++) {
      // Which values are active changes with time.
      int value = (i / 500 + random.nextInt(ACTIVE)) % VALUES;
      CustomerId customer = customer(value);
      switch (i % 5) {
        case 0 ->
            calls.add(
                new Calls(i % 2 == 0 ? Severity.LOW : Severity.HIGH, customer, endpoint(value / 2)),
                1);
        case 1 -> Objects.requireNonNull(handles.get(value)).inc();
        case 2 -> sizes.observe(new Customers(customer), 1.5);
        case 3 -> Objects.requireNonNull(sizes.observer(new Customers(customer))).accept(1.5);
        default -> {
          LabelEntry entry = guards.resolver(CustomerId.class).resolve(customer);
          amounts.add(1, amounts.closed(), entry);
        }
      }
      if (i % 4_000 == 1_000 * (thread % 4)) {
        guards.guard(CustomerId.class).release(customer);
      }
    }
  }

  private static CustomerId customer(int value) {
    return new CustomerId("c" + value);
  }

  private static Endpoint endpoint(int value) {
    return new Endpoint("/e" + (char) ('a' + value));
  }

  /** How far the sums and the other buckets are from those of observations of 1.5 only. */
  private double sumsOfWrongBuckets() throws Exception {
    double[] wrong = {0};
    long[] counts = new long[3];
    sizes
        .rows()
        .forEach(
            (row, cell) -> {
              double sum = cell.read(counts);
              wrong[0] += counts[0] + counts[2] + Math.abs(sum - 1.5 * counts[1]);
            });
    return wrong[0];
  }
}
