package io.upstream.metrics.page;

import io.upstream.metrics.catalog.FamilyType;
import io.upstream.metrics.series.Counter;
import io.upstream.metrics.series.CounterCell;
import io.upstream.metrics.series.FamilySeries;
import io.upstream.metrics.series.Gauge;
import io.upstream.metrics.series.Histogram;
import io.upstream.metrics.series.UpDown;
import java.io.IOException;
import java.util.Objects;

/** Writes the series of one family; one page, one writer. */
final class SeriesWriter {

  // In place of a counter's whole value, which is never negative.
  private static final long ABSENT = -1;
  private static final long BROKEN = -2;

  private final PageBuffer out;
  private final GaugeReader numbers;
  private final FamilyTexts texts;

  SeriesWriter(PageBuffer out, GaugeReader numbers, FamilyTexts texts) {
    this.out = out;
    this.numbers = numbers;
    this.texts = texts;
  }

  void write(FamilySeries<?, ?> series, PageFormat format) throws IOException {
    out.append(texts.of(series).header(format));
    if (series instanceof Counter<?> counter) {
      write(counter);
    } else if (series instanceof Gauge<?> gauge) {
      write(gauge);
    } else if (series instanceof UpDown<?> upDown) {
      write(upDown);
    } else if (series instanceof Histogram<?> histogram) {
      // OpenMetrics has no sum, and then no count, where bounds can be negative.
      boolean whole = format == PageFormat.TEXT || histogram.isNonNegative();
      new HistogramLines(histogram, texts.of(histogram), out, whole).write();
    }
  }

  // Most lines of a page are counters'. A leaf is read in one go before its lines are written: the
  // cells lie anywhere in memory, and the processor fetches many at once if nothing comes between.
  private void write(Counter<?> counter) throws IOException {
    LineTemplate.Lines lines = texts.of(counter).lines.lines();
    long[] values = new long[counter.plan().combinations()];
    counter
        .tree()
        .forEachLeaf(
            (path, leaf) -> {
              for (int closed = 0; closed < values.length; closed++) {
                CounterCell cell = counter.tree().cell(leaf, closed);
                values[closed] = cell == null ? ABSENT : cell.isWhole() ? cell.sum() : BROKEN;
              }
              lines.at(path);
              for (int closed = 0; closed < values.length; closed++) {
                long value = values[closed];
                if (value >= 0) {
                  lines.put(out, closed, value);
                } else if (value == BROKEN) {
                  lines.put(out, closed);
                  out.putValue(Objects.requireNonNull(counter.tree().cell(leaf, closed)).value());
                  out.endLine();
                }
              }
            });
  }

  private void write(UpDown<?> upDown) throws IOException {
    LineTemplate.Lines lines = texts.of(upDown).lines.lines();
    upDown
        .tree()
        .forEach(
            (path, closed, cell) -> {
              lines.at(path);
              lines.put(out, closed);
              out.putValue(cell.get());
              out.endLine();
            });
  }

  private void write(Gauge<?> gauge) throws IOException {
    LineTemplate.Lines lines = texts.of(gauge).lines.lines();
    boolean info = gauge.family().type() == FamilyType.INFO;
    gauge
        .tree()
        .forEach(
            (path, closed, cell) -> {
              Double value = numbers.read(gauge.family().name(), cell);
              if (value != null) {
                lines.at(path);
                lines.put(out, closed);
                if (info) {
                  out.putCount(1);
                } else {
                  out.putValue(value);
                }
                out.endLine();
              }
            });
  }
}
