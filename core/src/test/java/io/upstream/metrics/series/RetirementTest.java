package io.upstream.metrics.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.catalog.UpDownFamily;
import io.upstream.metrics.guard.GuardRules;
import io.upstream.metrics.guard.Guards;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.guard.ValueRows;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.series.cell.Cell;
import io.upstream.metrics.series.cell.CounterCell;
import io.upstream.metrics.series.cell.HistogramCell;
import io.upstream.metrics.series.cell.RetiredTotal;
import io.upstream.metrics.series.cell.UpDownCell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Series leave while threads record into them, and what they had is known to the last event. */
class RetirementTest {

  record Labels(Severity severity, CustomerId customerId) {}

  private static final CounterFamily<Labels> EVENTS =
      CounterFamily.named("leaving_events_total").help("E.").labels(Labels.class);
  private static final HistogramFamily<Labels> SIZES =
      HistogramFamily.named("leaving_sizes").buckets(1, 2).help("S.").labels(Labels.class);
  private static final GaugeFamily<Labels> LEVEL =
      GaugeFamily.named("leaving_level").help("L.").labels(Labels.class);
  private static final UpDownFamily<Labels> OPEN =
      UpDownFamily.named("leaving_open").help("O.").labels(Labels.class);
  private static final int THREADS = 3;
  private static final int CALLS = 60_000;

  private final SeriesRegistry registry =
      new SeriesRegistry(
          new Guards(new GuardRules(Mode.ENFORCE, Map.of("customer_id", 10), Map.of(), List.of())),
          10_000,
          false);

  private static Labels labels(int customer, int severity) {
    Severity[] all = Severity.values();
    return new Labels(all[severity % all.length], new CustomerId("c" + customer % 4));
  }

  private Set<LabelEntry> entries() {
    return Set.of(
        registry.guards().resolver(CustomerId.class).resolve(new CustomerId("c0")),
        registry.guards().resolver(CustomerId.class).resolve(new CustomerId("c1")));
  }

  @Test
  void a_counter_leaving_under_load_is_exact() throws Exception {
    CounterSeries<Labels> events = registry.counter(EVENTS);
    BoundCounter handle = events.bind(labels(0, 0));
    long others = registry.lines().used() - events.lines();
    RetiredTotal left =
        whileLeaving(
            events,
            i -> {
              events.add(labels(i, i / 3), 1);
              handle.inc();
              if (i % 100 == 0) {
                handle.add(0.5);
              }
            });
    assertThat(registry.lines().used()).isEqualTo(others + events.lines());
    assertThat(left.series()).isPositive();
    assertThat(left.whole() + left.fraction() + events.total())
        .isEqualTo(THREADS * (2.0 * CALLS + 0.5 * CALLS / 100));
  }

  @Test
  void a_histogram_leaving_under_load_is_exact() throws Exception {
    HistogramSeries<Labels> sizes = registry.histogram(SIZES);
    Observer handle = sizes.bind(labels(0, 0));
    long others = registry.lines().used() - sizes.lines();
    RetiredTotal left =
        whileLeaving(
            sizes,
            i -> {
              sizes.observe(labels(i, i / 3), 1.5);
              handle.observe(1.5);
              Objects.requireNonNull(sizes.observer(labels(i, i / 5))).accept(1.5);
            });
    assertThat(left.series()).isPositive();
    assertThat(registry.lines().used()).isEqualTo(others + sizes.lines());
    assertThat(left.whole() + sizes.observations()).isEqualTo(3L * THREADS * CALLS);
    assertThat(left.fraction()).isEqualTo(1.5 * left.whole());
  }

  @Test
  void sum_and_buckets_of_a_reader_belong_together() throws Exception {
    HistogramSeries<Labels> sizes = registry.histogram(SIZES);
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService reader = Executors.newSingleThreadExecutor();
    Future<Long> worst =
        reader.submit(
            () -> {
              long[] counts = new long[3];
              long[] difference = {0};
              while (!done.get()) {
                sizes
                    .rows()
                    .forEach(
                        (row, cell) -> {
                          double sum = cell.read(counts);
                          long count = counts[0] + counts[1] + counts[2];
                          difference[0] = Math.max(difference[0], Math.abs((long) sum - 4 * count));
                        });
              }
              return difference[0];
            });
    inParallel(
        i -> {
          sizes.observe(labels(0, 0), 4);
          sizes.observe(labels(1, 0), 4);
        });
    done.set(true);
    assertThat(worst.get()).isZero();
    reader.shutdown();
    assertThat(sizes.observations()).isEqualTo(2L * THREADS * CALLS);
  }

  @Test
  void a_supplied_gauge_and_an_open_number_stay() {
    GaugeSeries<Labels> level = registry.gauge(LEVEL);
    UpDownSeries<Labels> open = registry.upDown(OPEN);
    level.set(labels(0, 0), 5);
    Gauge.Watch watch = level.watch(labels(1, 0), () -> 7);
    open.add(labels(0, 0), 1);
    BoundUpDown handle = open.bind(labels(1, 0));
    handle.inc();

    RetiredTotal left = new RetiredTotal();
    retire(level, entries(), left);
    retire(open, entries(), left);
    assertThat(left.series()).isEqualTo(1); // the gauge that was set
    assertThat(level.lines()).isEqualTo(1);
    assertThat(open.lines()).isEqualTo(2);

    watch.close();
    handle.dec();
    retire(level, entries(), left);
    retire(open, entries(), left);
    assertThat(left.series()).isEqualTo(3);
    handle.inc();
    handle.inc();
    assertThat(Objects.requireNonNull(open.find(0, entry("c1"))).value()).isEqualTo(2);
  }

  /** Records while values leave, after their last look. */
  private static final class Meanwhile implements ValueRows.Leaving {

    private final Set<LabelEntry> entries;
    private final Runnable recording;

    Meanwhile(Set<LabelEntry> entries, Runnable recording) {
      this.entries = entries;
      this.recording = recording;
    }

    @Override
    public void row(LabelEntry[] row, boolean changed, long growth, ValueRows.Kind kind) {}

    @Override
    public Set<LabelEntry> leave() {
      recording.run();
      return entries;
    }
  }

  @Test
  void a_late_event_moves_series_by_series() {
    CounterSeries<Labels> events = registry.counter(EVENTS);
    HistogramSeries<Labels> sizes = registry.histogram(SIZES);
    BoundCounter low = events.bind(labels(0, 0));
    BoundCounter high = events.bind(labels(0, 1));
    low.add(100);
    high.add(10.5);
    Observer size = sizes.bind(labels(0, 0));
    size.observe(0.5);
    size.observe(3);

    Set<LabelEntry> staying =
        registry.remove(
            entries(),
            new Meanwhile(
                entries(),
                () -> {
                  low.add(1);
                  high.add(2.25);
                  size.observe(0.25);
                  size.observe(1.5);
                  sizes.observe(labels(1, 1), 3); // a series that nobody has looked at
                }),
            Runnable::run);

    assertThat(staying).isEmpty();
    assertThat(Sampled.of(events)).containsExactlyInAnyOrder("_OTHER low 1.0", "_OTHER high 2.25");
    assertThat(Sampled.of(sizes))
        .containsExactlyInAnyOrder("_OTHER low [1, 1, 0] 1.75", "_OTHER high [0, 0, 1] 3.0");
  }

  @Test
  void an_open_number_stays_when_values_leave() {
    UpDownSeries<Labels> open = registry.upDown(OPEN);
    BoundUpDown handle = open.bind(labels(0, 0));

    Set<LabelEntry> staying =
        registry.remove(entries(), new Meanwhile(entries(), handle::inc), Runnable::run);

    assertThat(staying).containsExactly(entry("c0"));
    assertThat(Sampled.of(open)).containsExactly("c0 low 1");
    handle.dec();
    assertThat(registry.remove(staying, new Meanwhile(staying, () -> {}), Runnable::run)).isEmpty();
    assertThat(Sampled.of(open)).isEmpty();
  }

  /** The series of a family in words. */
  private static final class Sampled {

    static List<String> of(FamilySeries<Labels, ?> series) {
      List<String> found = new ArrayList<>();
      try {
        series
            .rows()
            .forEach(
                (row, cell) ->
                    found.add(
                        row.entry(0).value()
                            + (cell.closed() == series.closed(Severity.LOW) ? " low " : " high ")
                            + number(cell)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return found;
    }

    private static String number(Cell cell) {
      if (cell instanceof CounterCell counter) {
        return Double.toString(counter.value());
      }
      if (cell instanceof HistogramCell histogram) {
        long[] counts = new long[3];
        double sum = histogram.read(counts);
        return Arrays.toString(counts) + " " + sum;
      }
      return Long.toString(((UpDownCell) cell).value());
    }
  }

  @Test
  void rows_that_left_give_back_memory_and_lines() {
    CounterSeries<Labels> events = registry.counter(EVENTS);
    long before = events.lines();
    for (int i = 0; i < 10_000; i++) {
      events.add(labels(i, i), 1);
      retire(events, Set.of(entry("c" + i % 4)), new RetiredTotal());
    }
    assertThat(events.lines()).isEqualTo(before);
    assertThat(events.rows().rows()).isEmpty();
    assertThat(registry.lines().used()).isLessThan(1_000);
  }

  @Test
  void a_removed_gauge_gives_back_its_line_once() {
    GaugeFamily<NoLabels> plain = GaugeFamily.named("leaving_plain").help("P.").noLabels();
    GaugeSeries<Labels> level = registry.gauge(LEVEL);
    registry.gauge(plain);
    level.set(labels(0, 0), 1); // its customer is named, and so are the library's figures
    assertThat(level.remove(labels(0, 0))).isTrue();
    long before = registry.lines().used();
    for (int i = 0; i < 1_000; i++) {
      level.set(labels(0, 0), i);
      level.set(labels(0, 1), i);
      registry.gauge(plain).set(NoLabels.NONE, i);
      assertThat(registry.lines().used()).isEqualTo(before + 2);
      assertThat(level.remove(labels(0, i % 2))).isTrue();
      assertThat(level.remove(labels(0, (i + 1) % 2))).isTrue();
      assertThat(level.remove(labels(0, i % 2))).isFalse();
      assertThat(registry.gauge(plain).remove(NoLabels.NONE)).isTrue();
      assertThat(registry.lines().used()).isEqualTo(before);
    }
    assertThat(level.rows().rows()).isEmpty();
    assertThat(level.lines()).isZero();
  }

  @Test
  void a_gauge_removed_under_load_is_set_again() throws Exception {
    GaugeSeries<Labels> level = registry.gauge(LEVEL);
    BoundGauge bound = level.bind(labels(0, 0));
    long before = registry.lines().used();
    inParallel(
        i -> {
          bound.set(i);
          level.set(labels(i, i), i);
          if (i % 3 == 0) {
            level.remove(labels(i + 1, i));
          }
        });
    bound.set(-1);
    assertThat(level.value(labels(0, 0))).isEqualTo(-1);
    assertThat(registry.lines().used()).isEqualTo(before - 1 + level.lines());
  }

  private static void retire(
      FamilySeries<Labels, ?> series, Set<LabelEntry> values, RetiredTotal all) {
    series.retire(values, (row, ended, isEmpty) -> ended.values().forEach(all::add));
  }

  private LabelEntry entry(String customer) {
    return registry.guards().resolver(CustomerId.class).resolve(new CustomerId(customer));
  }

  private interface Call {
    void at(int i);
  }

  private RetiredTotal whileLeaving(FamilySeries<Labels, ?> series, Call call) throws Exception {
    RetiredTotal left = new RetiredTotal();
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService leaving = Executors.newSingleThreadExecutor();
    Future<?> running =
        leaving.submit(
            () -> {
              while (!done.get()) {
                retire(series, entries(), left);
              }
            });
    inParallel(call);
    done.set(true);
    running.get();
    leaving.shutdown();
    retire(series, entries(), left); // the other thread may never have had a processor
    return left;
  }

  private static void inParallel(Call call) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    List<Future<?>> running = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      running.add(
          pool.submit(
              () -> {
                for (int i = 0; i < CALLS; i++) {
                  call.at(i);
                }
              }));
    }
    for (Future<?> each : running) {
      each.get();
    }
    pool.shutdown();
  }
}
