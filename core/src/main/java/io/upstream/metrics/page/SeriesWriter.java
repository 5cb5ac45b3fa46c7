package io.upstream.metrics.page;

import io.upstream.metrics.catalog.FamilyType;
import io.upstream.metrics.page.registry.GaugeReader;
import io.upstream.metrics.series.CounterSeries;
import io.upstream.metrics.series.FamilySeries;
import io.upstream.metrics.series.GaugeSeries;
import io.upstream.metrics.series.HistogramSeries;
import io.upstream.metrics.series.UpDownSeries;
import io.upstream.metrics.series.cell.CounterCell;
import io.upstream.metrics.series.cell.Exemplar;
import io.upstream.metrics.series.row.Row;
import io.upstream.metrics.series.row.RowCells;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes the series of one family; one page, one writer. */
final class SeriesWriter {

  private final PageBuffer out;
  private final TextBuilder lead = new TextBuilder();
  private final GaugeReader numbers;
  private final FamilyTexts texts;
  private final int until;
  private int shownUntil; // of the family that is written
  private final @Nullable CreatedLines created;

  /**
   * Creates a writer of one page.
   *
   * @param shownUntil the time after which new counters and histograms are shown as 0
   * @param created null if the page has no lines with the start times of series
   */
  SeriesWriter(
      PageBuffer out,
      GaugeReader numbers,
      FamilyTexts texts,
      int shownUntil,
      @Nullable CreatedLines created) {
    this.out = out;
    this.numbers = numbers;
    this.texts = texts;
    this.until = shownUntil;
    this.created = created;
  }

  void write(FamilySeries<?, ?> series, PageFormat format) throws IOException {
    shownUntil = series.shownUntil(until);
    FamilyText text = texts.of(series);
    out.append(text.header(format));
    if (series instanceof CounterSeries<?> counter) {
      write(counter, text.lines.lines(lead), format);
    } else if (series instanceof GaugeSeries<?> gauge) {
      write(gauge, text.lines.lines(lead));
    } else if (series instanceof UpDownSeries<?> upDown) {
      write(upDown, text.lines.lines(lead));
    } else if (series instanceof HistogramSeries<?> histogram) {
      new HistogramLines(histogram, text, lead, out, format, shownUntil, created).write();
    }
  }

  // Most lines of a page are lines of counters. The writer reads all cells of a row before it
  // writes their lines: the cells are at random places in memory, and the processor fetches many at
  // once if no other work is between the reads.
  private void write(CounterSeries<?> counter, LineTemplate.Lines lines, PageFormat format)
      throws IOException {
    RowCells<CounterCell> cells = new RowCells<>(counter.rows());
    // OpenMetrics allows neither exemplars nor start times for the type unknown, which a name
    // without _total gets.
    boolean unknown = counter.family().baseName().equals(counter.family().name());
    boolean withExemplars = format == PageFormat.OPENMETRICS && !unknown;
    CreatedLines.OfFamily began = created == null || unknown ? null : created.of(counter);
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
        boolean written = values[i] >= 0;
        Exemplar exemplar = withExemplars && cell.bornAt() <= shownUntil ? cell.exemplar() : null;
        if (written && exemplar == null) {
          lines.put(out, cell.closed(), values[i]);
        } else {
          written = write(lines, cell, exemplar);
        }
        if (began != null && written) {
          began.write(out, row, cell.closed(), cell.bornAt());
        }
      }
    }
  }

  private boolean write(LineTemplate.Lines lines, CounterCell cell, @Nullable Exemplar exemplar)
      throws IOException {
    double value = cell.value();
    if (value >= 0) { // otherwise the series has left
      lines.put(out, cell.closed());
      out.putValue(cell.bornAt() <= shownUntil ? value : 0);
      ExemplarText.put(out, exemplar);
      out.endLine();
    }
    return value >= 0;
  }

  private void write(UpDownSeries<?> upDown, LineTemplate.Lines lines) throws IOException {
    upDown
        .rows()
        .forEach(
            (row, cell) -> {
              long value = cell.value();
              // Checked after the number was read, so that the number was valid.
              if (!cell.isRetired()) {
                lines.at(row);
                lines.put(out, cell.closed());
                out.putValue(value);
                out.endLine();
              }
            });
  }

  private void write(GaugeSeries<?> gauge, LineTemplate.Lines lines) throws IOException {
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
