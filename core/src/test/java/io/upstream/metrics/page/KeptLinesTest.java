package io.upstream.metrics.page;

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
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.HttpStatus;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.series.CounterSeries;
import io.upstream.metrics.series.FamilySeries;
import io.upstream.metrics.series.SeriesRegistry;
import io.upstream.metrics.series.cell.GaugeCell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A page that copies texts of earlier pages is the same as one that copies none. */
class KeptLinesTest {

  record Labels(Severity severity, CustomerId customerId) {}

  record TwoOpen(CustomerId customerId, Endpoint endpoint) {}

  record Closed(Severity severity) {}

  record Status(HttpStatus status) {}

  private static final CounterFamily<Labels> EVENTS =
      CounterFamily.named("kept_events_total").help("E.").labels(Labels.class);
  private static final CounterFamily<TwoOpen> CALLS =
      CounterFamily.named("kept_calls_total").help("C.").labels(TwoOpen.class);
  private static final CounterFamily<Closed> KINDS =
      CounterFamily.named("kept_kinds_total").help("K.").labels(Closed.class);
  private static final CounterFamily<Status> STATUS =
      CounterFamily.named("kept_answers_total").help("A.").labels(Status.class);
  private static final GaugeFamily<Labels> LEVEL =
      GaugeFamily.named("kept_level").help("L.").labels(Labels.class);
  private static final UpDownFamily<Labels> OPEN =
      UpDownFamily.named("kept_open").help("O.").labels(Labels.class);
  private static final HistogramFamily<Labels> SIZES =
      HistogramFamily.named("kept_sizes").buckets(1, 2).help("S.").labels(Labels.class);
  private static final HistogramFamily<NoLabels> CHANGES =
      HistogramFamily.named("kept_changes").buckets(-1, 1).help("H.").noLabels();
  private static final List<CounterFamily<Status>> MORE =
      IntStream.range(0, 8)
          .mapToObj(
              i -> CounterFamily.named("kept_more" + i + "_total").help("M.").labels(Status.class))
          .toList();
  private static final Severity[] SEVERITIES = Severity.values();
  private static final CustomerId A = new CustomerId("a");
  private static final CustomerId B = new CustomerId("b");
  private static final double[] AMOUNTS = {0, 1, 2, 0.5, 1.5, 3e9, 1e18};
  private static final double[] NUMBERS = {
    0, -0.0, 1, -1, 0.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
  };

  private long tenths;
  private final SeriesRegistry registry =
      new SeriesRegistry(
          new Guards(
              new GuardRules(
                  Mode.ENFORCE, Map.of("customer_id", 10, "endpoint", 10), Map.of(), List.of())),
          100_000,
          false,
          () -> 100_000_000 * tenths);
  private final Random random = new Random(20);
  private double watched;

  private String text(PageFormat format, int shownUntil) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PageBuffer buffer = new PageBuffer(out);
      SeriesWriter writer =
          new SeriesWriter(
              buffer,
              format,
              (family, cell) -> GaugeCell.bits(cell.read()),
              shownUntil,
              false,
              null);
      for (FamilySeries<?, ?> series : registry.series()) {
        writer.write(series);
      }
      buffer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Returns the text of a writer that finds nothing kept, and leaves what is kept as it was. */
  private String newText(PageFormat format, int shownUntil) {
    List<Object> kept = new ArrayList<>();
    for (FamilySeries<?, ?> series : registry.series()) {
      kept.add(FamilyText.of(series));
      series.keep("nothing");
    }
    String text = text(format, shownUntil);
    for (FamilySeries<?, ?> series : registry.series()) {
      series.keep(kept.remove(0));
    }
    return text;
  }

  private Labels labels() {
    return new Labels(
        SEVERITIES[random.nextInt(SEVERITIES.length)], new CustomerId("c" + random.nextInt(3)));
  }

  private void change() {
    double amount = AMOUNTS[random.nextInt(AMOUNTS.length)];
    double number = NUMBERS[random.nextInt(NUMBERS.length)];
    switch (random.nextInt(12)) {
      case 0 -> registry.counter(EVENTS).add(labels(), amount);
      case 1 -> registry.counter(KINDS).add(new Closed(labels().severity()), amount);
      case 2 ->
          registry
              .counter(CALLS)
              .inc(new TwoOpen(labels().customerId(), new Endpoint("/e" + random.nextInt(3))));
      case 3 -> registry.gauge(LEVEL).set(labels(), number);
      case 4 -> registry.gauge(LEVEL).api().remove(labels());
      case 5 -> registry.upDown(OPEN).add(labels(), random.nextInt(3) - 1);
      case 6 -> registry.histogram(SIZES).observe(labels(), amount);
      case 7 -> registry.histogram(CHANGES).observe(NoLabels.NONE, number);
      case 8 -> tenths++;
      case 9 -> leave(new CustomerId("c" + random.nextInt(3)));
      case 10 -> watched = number;
      default -> {
        // A number that moves from one place to another.
        registry.upDown(OPEN).add(labels(), 1);
        registry.upDown(OPEN).add(labels(), -1);
      }
    }
  }

  private void leave(CustomerId customer) {
    Set<LabelEntry> values = Set.of(registry.guards().resolver(CustomerId.class).resolve(customer));
    registry.remove(
        values,
        new ValueRows.Leaving() {
          @Override
          public Set<LabelEntry> leave() {
            return values;
          }

          @Override
          public void row(
              LabelEntry[] entries, boolean isChanged, long events, ValueRows.Kind kind) {}
        },
        later -> {}); // the counts are lost, so that a series begins again with the same numbers
  }

  @Test
  void copied_lines_are_those_of_a_new_writer() {
    registry.gauge(LEVEL).watch(labels(), () -> watched);
    int copied = 0;
    int written = 0;
    for (int i = 0; i < 4_000; i++) {
      for (int changes = random.nextInt(3); changes > 0; changes--) {
        change();
      }
      PageFormat format = random.nextInt(4) == 0 ? PageFormat.OPENMETRICS : PageFormat.TEXT;
      int shownUntil = random.nextInt(8) == 0 ? (int) tenths - 3 : ZeroFirst.TRUTH;
      List<KeptLines> before = kept(format);
      assertThat(text(format, shownUntil)).as("page " + i).isEqualTo(newText(format, shownUntil));
      for (KeptLines after : kept(format)) {
        boolean isCopied = before.contains(after);
        copied += isCopied ? 1 : 0;
        written += isCopied ? 0 : 1;
      }
    }
    assertThat(copied).isGreaterThan(written);
    assertThat(written).isGreaterThan(1_000);
  }

  private List<KeptLines> kept(PageFormat format) {
    List<KeptLines> kept = new ArrayList<>();
    for (FamilySeries<?, ?> series : registry.series()) {
      KeptLines lines = FamilyText.of(series).kept(format);
      if (lines != null) {
        kept.add(lines);
      }
    }
    return kept;
  }

  @Test
  void a_large_family_keeps_no_text() {
    for (int i = 0; i < SeriesWriter.MOST_KEPT_LINES; i++) {
      registry.counter(STATUS).inc(new Status(new HttpStatus(100 + i)));
    }
    text(PageFormat.TEXT, ZeroFirst.TRUTH);
    assertThat(FamilyText.of(registry.counter(STATUS)).kept(PageFormat.TEXT)).isNotNull();
    registry.counter(STATUS).inc(new Status(new HttpStatus(599)));
    text(PageFormat.TEXT, ZeroFirst.TRUTH);
    assertThat(FamilyText.of(registry.counter(STATUS)).kept(PageFormat.TEXT)).isNull();
  }

  @Test
  void texts_are_whole_where_the_buffer_is_flushed() {
    for (int i = 0; i < SeriesWriter.MOST_KEPT_LINES; i++) {
      HttpStatus status = new HttpStatus(100 + i);
      MORE.forEach(family -> registry.counter(family).inc(new Status(status)));
    }
    String first = text(PageFormat.TEXT, ZeroFirst.TRUTH);
    assertThat(first).hasSizeGreaterThan(30_000);
    assertThat(text(PageFormat.TEXT, ZeroFirst.TRUTH)).isEqualTo(first);
    assertThat(newText(PageFormat.TEXT, ZeroFirst.TRUTH)).isEqualTo(first);
  }

  @Test
  void a_series_that_moves_to_another_row_is_shown_there() {
    registry.gauge(LEVEL).set(new Labels(SEVERITIES[0], A), 1);
    registry.gauge(LEVEL).set(new Labels(SEVERITIES[1], B), 1);
    registry.gauge(LEVEL).set(new Labels(SEVERITIES[2], B), 1);
    text(PageFormat.TEXT, ZeroFirst.TRUTH);
    registry.gauge(LEVEL).api().remove(new Labels(SEVERITIES[1], B));
    registry.gauge(LEVEL).set(new Labels(SEVERITIES[1], A), 1);
    assertThat(text(PageFormat.TEXT, ZeroFirst.TRUTH))
        .isEqualTo(newText(PageFormat.TEXT, ZeroFirst.TRUTH));
  }

  @Test
  void pages_at_the_same_time_show_no_older_numbers() throws Exception {
    CounterSeries<Labels> events = registry.counter(EVENTS);
    AtomicBoolean done = new AtomicBoolean();
    AtomicInteger written = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<Future<Integer>> pages = new ArrayList<>();
    for (int thread = 0; thread < 2; thread++) {
      pages.add(
          threads.submit(
              () -> {
                long last = 0;
                int falls = 0;
                while (!done.get()) {
                  long now = number(text(PageFormat.TEXT, ZeroFirst.TRUTH));
                  falls += now < last ? 1 : 0;
                  last = now;
                  written.incrementAndGet();
                }
                return falls;
              }));
    }
    long recorded = 0;
    while (written.get() < 4_000 && pages.stream().noneMatch(Future::isDone)) {
      events.add(new Labels(Severity.LOW, A), 1);
      recorded++;
    }
    done.set(true);
    for (Future<Integer> each : pages) {
      assertThat(each.get()).isZero();
    }
    threads.shutdown();
    assertThat(number(text(PageFormat.TEXT, ZeroFirst.TRUTH))).isEqualTo(recorded);
  }

  /** Returns the number of the one series of events; 0 if there is none. */
  private static long number(String page) {
    return page.lines()
        .filter(line -> line.startsWith("kept_events_total{"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
        .sum();
  }
}
