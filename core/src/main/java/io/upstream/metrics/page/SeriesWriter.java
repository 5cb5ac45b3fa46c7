package io.upstream.metrics.page;

import io.upstream.metrics.catalog.FamilyType;
import io.upstream.metrics.series.CounterCell;
import io.upstream.metrics.series.CounterSeries;
import io.upstream.metrics.series.FamilySeries;
import io.upstream.metrics.series.GaugeSeries;
import io.upstream.metrics.series.HistogramSeries;
import io.upstream.metrics.series.Row;
import io.upstream.metrics.series.RowCells;
import io.upstream.metrics.series.UpDownSeries;
import java.io.IOException;

/** Writes the series of one family; one page, one writer. */
final class SeriesWriter {

  private final PageBuffer out;
  private final GaugeReader numbers;
  private final FamilyTexts texts;
  private final int until;
  private int shownUntil; // of the family that is written

  /**
   * A writer of one page.
   *
   * @param shownUntil counters and histograms that were born later are shown as 0
   */
  SeriesWriter(PageBuffer out, GaugeReader numbers, FamilyTexts texts, int shownUntil) {
    this.out = out;
    this.numbers = numbers;
    this.texts = texts;
    this.until = shownUntil;
  }

  void write(FamilySeries<?, ?> series, PageFormat format) throws IOException {
    shownUntil = series.shownUntil(until);
    out.append(texts.of(series).header(format));
    if (series instanceof CounterSeries<?> counter) {
      write(counter);
    } else if (series instanceof GaugeSeries<?> gauge) {
      write(gauge);
    } else if (series instanceof UpDownSeries<?> upDown) {
      write(upDown);
    } else if (series instanceof HistogramSeries<?> histogram) {
      // OpenMetrics has no sum, and then no count, where bounds can be negative.
      boolean whole = format == PageFormat.TEXT || histogram.isNonNegative();
      new HistogramLines(histogram, texts.of(histogram), out, whole, shownUntil).write();
    }
  }

  // Most lines of a page are counters'. A row is read in one go before its lines are written: the
  // cells lie anywhere in memory, and the processor fetches many at once if nothing comes between.
  private void write(CounterSeries<?> counter) throws IOException {
    LineTemplate.Lines lines = texts.of(counter).lines.lines();
    RowCells<CounterCell> cells = new RowCells<>(counter.rows());
    long[] values = {};
    for (Row row : counter.rows().rows()) {
      int count = cells.read(row);
      values = values.length < count ? new long[2 * count] : values;
      for (int i = 0; i < count; i++) {
        CounterCell cell = cells.get(i);
        long value = cell.whole();
        values[i] = cell.bornAt() <= shownUntil ? value : Math.min(value, 0);
      }
      lines.at(row);
      for (int i = 0; i < count; i++) {
        CounterCell cell = cells.get(i);
        if (values[i] >= 0) {
          lines.put(out, cell.closed(), values[i]);
        } else {
          writeFraction(lines, cell);
        }
      }
    }
  }

  private void writeFraction(LineTemplate.Lines lines, CounterCell cell) throws IOException {
    double value = cell.value();
    if (value >= 0) { // else it has left
      lines.put(out, cell.closed());
      out.putValue(cell.bornAt() <= shownUntil ? value : 0);
      out.endLine();
    }
  }

  private void write(UpDownSeries<?> upDown) throws IOException {
    LineTemplate.Lines lines = texts.of(upDown).lines.lines();
    upDown
        .rows()
        .forEach(
            (row, cell) -> {
              if (!cell.isRetired()) {
                lines.at(row);
                lines.put(out, cell.closed());
                out.putValue(cell.value());
                out.endLine();
              }
            });
  }

  private void write(GaugeSeries<?> gauge) throws IOException {
    LineTemplate.Lines lines = texts.of(gauge).lines.lines();
    boolean info = gauge.family().type() == FamilyType.INFO;
    gauge
        .rows()
        .forEach(
            (row, cell) -> {
              Double value = numbers.read(gauge.family().name(), cell);
              if (value != null) {
                lines.at(row);
                lines.put(out, cell.closed());
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
