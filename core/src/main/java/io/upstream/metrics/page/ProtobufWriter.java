package io.upstream.metrics.page;

import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.FamilyType;
import io.upstream.metrics.catalog.Label;
import io.upstream.metrics.catalog.NativeResolution;
import io.upstream.metrics.page.registry.GaugeReader;
import io.upstream.metrics.series.CounterSeries;
import io.upstream.metrics.series.FamilySeries;
import io.upstream.metrics.series.GaugeSeries;
import io.upstream.metrics.series.HistogramSeries;
import io.upstream.metrics.series.SeriesRegistry;
import io.upstream.metrics.series.UpDownSeries;
import io.upstream.metrics.series.cell.Cell;
import io.upstream.metrics.series.cell.CounterCell;
import io.upstream.metrics.series.cell.Exemplar;
import io.upstream.metrics.series.cell.GaugeCell;
import io.upstream.metrics.series.cell.HistogramCell;
import io.upstream.metrics.series.cell.NativeCounts;
import io.upstream.metrics.series.cell.UpDownCell;
import io.upstream.metrics.series.row.LabelPlan;
import io.upstream.metrics.series.row.Row;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes families in Prometheus' protobuf format: messages {@code
 * io.prometheus.client.MetricFamily}, each after its length; one page, one writer.
 *
 * <p>Counters and histograms carry when each series began, which client_java's writer does from 1.4
 * on. A family without series is left out: the format has nothing for it.
 */
final class ProtobufWriter {

  // Fields of MetricFamily, Metric, Counter, Histogram, Bucket, BucketSpan and Timestamp.
  private static final int NAME = 1;
  private static final int HELP = 2;
  private static final int TYPE = 3;
  static final int METRIC = 4;
  private static final int LABEL = 1;
  private static final int GAUGE = 2;
  static final int COUNTER = 3;
  private static final int HISTOGRAM = 7;
  static final int VALUE = 1;
  private static final int LABEL_VALUE = 2;
  static final int COUNTER_EXEMPLAR = 2;
  static final int COUNTER_CREATED = 3;
  private static final int SAMPLE_COUNT = 1;
  private static final int SAMPLE_SUM = 2;
  private static final int BUCKET = 3;
  private static final int SCHEMA = 5;
  private static final int ZERO_THRESHOLD = 6;
  private static final int ZERO_COUNT = 7;
  private static final int NEGATIVE_SPAN = 9;
  private static final int NEGATIVE_DELTA = 10;
  private static final int POSITIVE_SPAN = 12;
  private static final int POSITIVE_DELTA = 13;
  private static final int HISTOGRAM_CREATED = 15;
  private static final int HISTOGRAM_EXEMPLAR = 16;
  private static final int SPAN_OFFSET = 1;
  private static final int SPAN_LENGTH = 2;
  // Up to this many empty buckets, zeros are shorter than another span.
  private static final int SMALL_GAP = 2;
  private static final int CUMULATIVE_COUNT = 1;
  private static final int UPPER_BOUND = 2;
  private static final int BUCKET_EXEMPLAR = 3;
  private static final int EXEMPLAR_VALUE = 2;
  private static final int EXEMPLAR_TIME = 3;
  private static final int SECONDS = 1;
  private static final int NANOS = 2;

  static final int TYPE_COUNTER = 0;
  private static final int TYPE_GAUGE = 1;
  private static final int TYPE_HISTOGRAM = 4;
  private static final int MOST_KEPT = 1_024;

  private final OutputStream out;
  private final GaugeReader numbers;
  private final SeriesRegistry registry;
  private final int until;
  private int shownUntil; // of the family that is written
  private final ProtobufText family = new ProtobufText();
  private final ProtobufText length = new ProtobufText();
  private final ProtobufText number = new ProtobufText();
  private final ProtobufText part = new ProtobufText();
  private final ProtobufText deltas = new ProtobufText();
  private final ProtobufText created = new ProtobufText();
  private final boolean classicApart;
  private @Nullable ClassicCounters classic; // of the family that is written
  private int createdFor = -1;

  /**
   * Creates a writer of one page.
   *
   * @param shownUntil the time after which new counters and histograms are shown as 0
   * @param classicApart true if classic buckets of native histograms are families of their own
   */
  ProtobufWriter(
      OutputStream out,
      GaugeReader numbers,
      SeriesRegistry registry,
      int shownUntil,
      boolean classicApart) {
    this.classicApart = classicApart;
    this.out = out;
    this.numbers = numbers;
    this.registry = registry;
    this.until = shownUntil;
  }

  void write(FamilySeries<?, ?> series) throws IOException {
    Family<?> declared = series.family();
    shownUntil = series.shownUntil(until);
    family.clear();
    classic = null;
    begin(family, declared.name(), declared.help(), type(declared.type()));
    int empty = family.used;
    writeMetrics(series);
    if (family.used > empty) {
      length.clear();
      length.varint(family.used);
      out.write(length.bytes, 0, length.used);
      out.write(family.bytes, 0, family.used);
      if (classic != null) {
        classic.writeTo(out);
      }
    }
  }

  static void begin(ProtobufText family, String name, String help, int type) {
    family.text(NAME, name);
    family.text(HELP, help);
    family.number(TYPE, type);
  }

  private static int type(FamilyType type) {
    return switch (type) {
      case COUNTER -> TYPE_COUNTER;
      case GAUGE, INFO -> TYPE_GAUGE;
      case HISTOGRAM -> TYPE_HISTOGRAM;
    };
  }

  private void writeMetrics(FamilySeries<?, ?> series) throws IOException {
    if (series instanceof CounterSeries<?> counter) {
      write(counter, COUNTER, this::isPut);
    } else if (series instanceof GaugeSeries<?> gauge) {
      boolean info = gauge.family().type() == FamilyType.INFO;
      String name = gauge.family().name();
      write(gauge, GAUGE, cell -> isPut(name, info, cell));
    } else if (series instanceof UpDownSeries<?> upDown) {
      write(upDown, GAUGE, this::isPut);
    } else if (series instanceof HistogramSeries<?> histogram) {
      double[] bounds = histogram.bounds();
      long[] counts = new long[bounds.length + 1];
      NativeResolution resolution = histogram.resolution();
      NativeCounts natives = resolution == null ? null : new NativeCounts(resolution);
      if (classicApart && natives != null && bounds.length > 0) {
        classic =
            new ClassicCounters(
                histogram.family().name(), histogram.family().help(), bounds, counts);
      }
      write(histogram, HISTOGRAM, cell -> isPut(bounds, counts, natives, cell));
    }
  }

  /** Writes the content of a cell into {@link #number}, unless the cell was removed. */
  private interface Content<C> {
    boolean isPut(C cell);
  }

  private <C extends Cell> void write(FamilySeries<?, C> series, int field, Content<C> content)
      throws IOException {
    Labels labels = new Labels(series.plan());
    series
        .rows()
        .forEach(
            (row, cell) -> {
              number.clear();
              if (content.isPut(cell)) {
                labels.at(row);
                byte[] closed = labels.closed(cell.closed());
                int size =
                    labels.open.used
                        + closed.length
                        + ProtobufText.beginLength(number.used)
                        + number.used;
                family.beginMessage(METRIC, size);
                family.append(labels.open);
                family.append(closed);
                family.message(field, number);
                if (classic != null) {
                  classic.put(labels.open, closed, created);
                }
              }
            });
  }

  private boolean isPut(CounterCell cell) {
    double value = cell.value();
    number.number(VALUE, cell.bornAt() <= shownUntil ? value : 0);
    put(COUNTER_EXEMPLAR, number, cell.exemplar(), cell.bornAt());
    number.message(COUNTER_CREATED, created(cell.bornAt()));
    return !Double.isNaN(value);
  }

  private boolean isPut(UpDownCell cell) {
    number.number(VALUE, (double) cell.value());
    return !cell.isRetired(); // checked after the number was read, so that the number was valid
  }

  private boolean isPut(String name, boolean info, GaugeCell cell) {
    long bits = numbers.bits(name, cell);
    if (bits == GaugeCell.ABSENT) {
      return false;
    }
    number.number(VALUE, info ? 1.0 : Double.longBitsToDouble(bits));
    return true;
  }

  private boolean isPut(
      double[] bounds, long[] counts, @Nullable NativeCounts natives, HistogramCell cell) {
    double sum = cell.read(counts, natives, cell.bornAt() <= shownUntil);
    long all = 0;
    for (long count : counts) {
      all += count;
    }
    number.number(SAMPLE_COUNT, all);
    number.number(SAMPLE_SUM, sum);
    if (classic != null) {
      classic.take(sum, cell.bornAt() > shownUntil ? null : cell);
    } else if (bounds.length > 0) {
      putClassic(bounds, counts, cell);
    }
    if (natives != null) {
      putNative(natives);
    }
    number.message(HISTOGRAM_CREATED, created(cell.bornAt()));
    if (bounds.length == 0) {
      put(HISTOGRAM_EXEMPLAR, number, cell.exemplar(0), cell.bornAt());
    }
    return !Double.isNaN(sum);
  }

  private void putClassic(double[] bounds, long[] counts, HistogramCell cell) {
    long cumulative = 0;
    for (int i = 0; i < counts.length; i++) {
      cumulative += counts[i];
      part.clear();
      part.number(CUMULATIVE_COUNT, cumulative);
      part.number(UPPER_BOUND, i < bounds.length ? bounds[i] : Double.POSITIVE_INFINITY);
      put(BUCKET_EXEMPLAR, part, cell.exemplar(i), cell.bornAt());
      number.message(BUCKET, part);
    }
  }

  private void putNative(NativeCounts natives) {
    number.signed(SCHEMA, natives.schema());
    number.number(ZERO_THRESHOLD, NativeCounts.ZERO_THRESHOLD);
    number.number(ZERO_COUNT, natives.zeros());
    putBuckets(NEGATIVE_SPAN, NEGATIVE_DELTA, natives, 0, natives.negatives());
    putBuckets(POSITIVE_SPAN, POSITIVE_DELTA, natives, natives.negatives(), natives.size());
  }

  /**
   * Puts buckets as spans of neighbours, and each count as its difference to the one before. A
   * small gap belongs to its span, with counts of 0.
   */
  private void putBuckets(int spanField, int deltaField, NativeCounts natives, int from, int to) {
    deltas.clear();
    long before = 0;
    int begin = from < to ? natives.index(from) : 0;
    int end = begin; // the end of the current span
    int last = 0; // the end of the span before it
    for (int i = from; i < to; i++) {
      int index = natives.index(i);
      if (index - end > SMALL_GAP) {
        putSpan(spanField, begin - last, end - begin);
        last = end;
        begin = index;
        end = index;
      }
      for (; end < index; end++) {
        deltas.signed(-before);
        before = 0;
      }
      deltas.signed(natives.count(i) - before);
      before = natives.count(i);
      end++;
    }
    if (from < to) {
      putSpan(spanField, begin - last, end - begin);
      number.message(deltaField, deltas);
    }
  }

  private void putSpan(int field, int offset, int length) {
    part.clear();
    part.signed(SPAN_OFFSET, offset);
    part.number(SPAN_LENGTH, (long) length);
    number.message(field, part);
  }

  /** Puts the exemplar of a series, which waits as long as the series itself is shown as 0. */
  private void put(int field, ProtobufText to, @Nullable Exemplar exemplar, int bornAt) {
    if (bornAt <= shownUntil) {
      put(field, to, exemplar);
    }
  }

  static void put(int field, ProtobufText to, @Nullable Exemplar exemplar) {
    if (exemplar == null) {
      return;
    }
    ProtobufText text = new ProtobufText();
    ProtobufText pair = new ProtobufText();
    String[] labels = exemplar.labels();
    for (int i = 0; i < labels.length; i += 2) {
      putLabel(text, pair, labels[i], labels[i + 1]);
    }
    text.number(EXEMPLAR_VALUE, exemplar.value());
    pair.clear();
    putTime(pair, exemplar.millis());
    text.message(EXEMPLAR_TIME, pair);
    to.message(field, text);
  }

  static void putLabel(ProtobufText to, ProtobufText pair, String name, String value) {
    pair.clear();
    pair.text(NAME, name);
    pair.text(LABEL_VALUE, value);
    to.message(LABEL, pair);
  }

  private static void putTime(ProtobufText to, long millis) {
    to.number(SECONDS, Math.floorDiv(millis, 1_000L));
    to.number(NANOS, 1_000_000L * Math.floorMod(millis, 1_000L));
  }

  private TextBuilder created(int bornAt) {
    if (bornAt != createdFor) {
      createdFor = bornAt;
      created.clear();
      putTime(created, registry.startMillis(bornAt));
    }
    return created;
  }

  /**
   * The labels of a family's series: the labels of the current row, and those of combinations of
   * closed labels together with the labels that all series have, which are kept while the page is
   * made.
   */
  private static final class Labels {

    private final LabelPlan<?> plan;
    private final byte[] @Nullable [] kept;
    private final ProtobufText pair = new ProtobufText();
    private final ProtobufText open = new ProtobufText();
    private @Nullable Row row;

    Labels(LabelPlan<?> plan) {
      this.plan = plan;
      this.kept = new byte[plan.combinations() <= MOST_KEPT ? plan.combinations() : 0][];
    }

    void at(Row row) {
      if (row == this.row) {
        return;
      }
      this.row = row;
      open.clear();
      List<Label> labels = plan.schema().labels();
      for (int position = 0; position < labels.size(); position++) {
        int level = plan.levelOf(position);
        if (level >= 0) {
          putLabel(open, pair, labels.get(position).name(), row.entry(level).value());
        }
      }
    }

    byte[] closed(int combination) {
      byte[] known = kept.length == 0 ? null : kept[combination];
      if (known != null) {
        return known;
      }
      ProtobufText closed = new ProtobufText();
      List<Label> labels = plan.schema().labels();
      for (int position = 0; position < labels.size(); position++) {
        if (plan.levelOf(position) < 0) {
          putLabel(
              closed, pair, labels.get(position).name(), plan.closedValue(position, combination));
        }
      }
      plan.common().forEach((name, value) -> putLabel(closed, pair, name, value));
      byte[] made = Arrays.copyOf(closed.bytes, closed.used);
      if (kept.length > 0) {
        kept[combination] = made;
      }
      return made;
    }
  }
}
