package io.upstream.metrics.series.cell;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.NativeResolution;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.guard.GuardRules;
import io.upstream.metrics.guard.Guards;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.guard.ValueRows;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.series.HistogramSeries;
import io.upstream.metrics.series.Observer;
import io.upstream.metrics.series.SeriesRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleConsumer;
import org.junit.jupiter.api.Test;

/** Exponential buckets have every observation, under load and when series leave. */
class NativeExactnessTest {

  record Labels(CustomerId customerId) {}

  private static final int MAX = 40;
  private static final NativeResolution RESOLUTION = new NativeResolution(8, MAX);
  private static final HistogramFamily<NoLabels> PLAIN =
      HistogramFamily.named("exact_plain")
          .help("P.")
          .buckets(-1, 1)
          .nativeResolution(8, MAX)
          .noLabels();
  private static final HistogramFamily<Labels> SIZES =
      HistogramFamily.named("exact_sizes").help("S.").nativeResolution(8, MAX).labels(Labels.class);
  private static final int THREADS = 4;
  private static final int CALLS = 40_000;

  private final SeriesRegistry registry =
      new SeriesRegistry(
          new Guards(new GuardRules(Mode.ENFORCE, Map.of("customer_id", 10), Map.of(), List.of())),
          10_000,
          false);

  /** Records different values in each thread, and returns what one series would have of all. */
  private static NativeBuckets inParallel(DoubleConsumer recording) throws Exception {
    NativeBuckets all = new NativeBuckets(RESOLUTION);
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    List<Future<?>> running = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      double[] values = values(t);
      Arrays.stream(values).forEach(value -> all.observe(value, MAX));
      running.add(pool.submit(() -> Arrays.stream(values).forEach(recording)));
    }
    for (Future<?> each : running) {
      each.get();
    }
    pool.shutdown();
    return all;
  }

  private static double[] values(int thread) {
    SplittableRandom random = new SplittableRandom(thread);
    double[] values = new double[CALLS];
    for (int i = 0; i < CALLS; i++) {
      // Wider and wider: the schema goes down while threads record.
      values[i] = Math.scalb((double) random.nextInt(0, 10), random.nextInt(1 + 20 * i / CALLS));
    }
    return values;
  }

  private static String text(NativeBuckets... parts) {
    NativeCounts counts = new NativeCounts(RESOLUTION);
    for (NativeBuckets part : parts) {
      counts.read(part);
    }
    counts.merge();
    return text(counts);
  }

  private static String text(NativeCounts counts) {
    StringBuilder text = new StringBuilder().append(counts.schema()).append(':');
    text.append(counts.zeros());
    for (int i = 0; i < counts.size(); i++) {
      text.append(' ').append(counts.index(i)).append('=').append(counts.count(i));
    }
    return text.toString();
  }

  private static long all(NativeCounts counts) {
    long all = counts.zeros();
    for (int i = 0; i < counts.size(); i++) {
      all += counts.count(i);
    }
    return all;
  }

  @Test
  void threads_and_readers_see_every_observation_once() throws Exception {
    HistogramSeries<NoLabels> plain = registry.histogram(PLAIN);
    HistogramCell cell = Objects.requireNonNull(plain.rows().find(0));
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService reader = Executors.newSingleThreadExecutor();
    Future<String> wrong =
        reader.submit(
            () -> {
              long[] counts = new long[3];
              NativeCounts natives = new NativeCounts(RESOLUTION);
              int schema = 8;
              while (!done.get()) {
                cell.read(counts, natives);
                long classic = Arrays.stream(counts).sum();
                if (all(natives) != classic || natives.size() > MAX || natives.schema() > schema) {
                  return classic + " observations, " + text(natives);
                }
                schema = natives.schema();
              }
              return "";
            });
    NativeBuckets expected = inParallel(value -> plain.observe(NoLabels.NONE, value));
    done.set(true);
    assertThat(wrong.get()).isEmpty();
    reader.shutdown();

    NativeCounts natives = new NativeCounts(RESOLUTION);
    cell.read(new long[3], natives);
    assertThat(natives.schema()).isLessThan(8);
    assertThat(text(natives)).isEqualTo(text(expected));
  }

  @Test
  void series_that_leave_under_load_are_merged_exactly() throws Exception {
    HistogramSeries<Labels> sizes = registry.histogram(SIZES);
    Set<LabelEntry> leaving = Set.of(entry("c0"), entry("c1"));
    sizes.bind(new Labels(new CustomerId("c3")));
    HistogramCell staying = Objects.requireNonNull(sizes.rows().find(0, entry("c3")));
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService pool = Executors.newSingleThreadExecutor();
    Future<Integer> left =
        pool.submit(
            () -> {
              int[] series = {0};
              while (!done.get()) {
                series[0] += moveAll(sizes, leaving, staying);
              }
              return series[0] + moveAll(sizes, leaving, staying);
            });
    NativeBuckets expected =
        inParallel(
            value -> sizes.observe(new Labels(new CustomerId("c" + (int) value % 4)), value));
    done.set(true);
    assertThat(left.get()).isPositive();
    pool.shutdown();

    NativeBuckets together = new NativeBuckets(RESOLUTION);
    long[] observations = {0};
    sizes
        .rows()
        .forEach(
            (row, cell) -> {
              long[] counts = new long[1];
              NativeCounts natives = new NativeCounts(RESOLUTION);
              cell.read(counts, natives);
              assertThat(all(natives)).isEqualTo(counts[0]);
              observations[0] += counts[0];
              together.add(natives, MAX);
            });
    assertThat(observations[0]).isEqualTo(THREADS * (long) CALLS);
    assertThat(text(together)).isEqualTo(text(expected));
  }

  private static int moveAll(
      HistogramSeries<Labels> sizes, Set<LabelEntry> leaving, HistogramCell staying) {
    int[] series = {0};
    HistogramCell left = new HistogramCell(0, 0, 1);
    left.retire(new RetiredTotal());
    sizes
        .rows()
        .retire(
            leaving,
            left,
            (row, ended, isEmpty) ->
                ended.forEach(
                    (cell, total) -> {
                      series[0]++;
                      long[] counts = Objects.requireNonNull(total.counts());
                      staying.add(counts, total.natives(), total.fraction());
                    }));
    return series[0];
  }

  @Test
  void only_later_observations_are_folded() {
    HistogramSeries<Labels> sizes = registry.histogram(SIZES);
    Observer size = sizes.bind(new Labels(new CustomerId("c0")));
    NativeBuckets later = new NativeBuckets(RESOLUTION);
    for (int i = 0; i < 30; i++) {
      size.observe(1 + i / 100.0);
    }
    Set<LabelEntry> leaving = Set.of(entry("c0"));
    registry.remove(
        leaving,
        new ValueRows.Leaving() {
          @Override
          public void row(LabelEntry[] row, boolean changed, long growth, ValueRows.Kind kind) {}

          @Override
          public Set<LabelEntry> leave() {
            for (int i = 0; i < 60; i++) {
              size.observe(1 + i / 10.0);
              later.observe(1 + i / 10.0, MAX);
            }
            return leaving;
          }
        },
        Runnable::run);

    NativeCounts natives = new NativeCounts(RESOLUTION);
    List<String> found = new ArrayList<>();
    try {
      sizes
          .rows()
          .forEach(
              (row, cell) -> {
                long[] counts = new long[1];
                double sum = cell.read(counts, natives);
                found.add(row.entry(0).value() + " " + counts[0] + " " + Math.round(sum));
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(found).containsExactly("_OTHER 60 237");
    // The series that left had merged neighbours because of what it had before: so has the total.
    assertThat(natives.schema()).isLessThanOrEqualTo(later.schema);
    NativeBuckets expected = new NativeBuckets(new NativeResolution(natives.schema(), MAX));
    for (int i = 0; i < 60; i++) {
      expected.observe(1 + i / 10.0, MAX);
    }
    assertThat(text(natives)).isEqualTo(text(expected));
  }

  private LabelEntry entry(String customer) {
    return registry.guards().resolver(CustomerId.class).resolve(new CustomerId(customer));
  }
}
