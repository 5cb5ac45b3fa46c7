package io.upstream.metrics.page;

import io.upstream.metrics.catalog.FamilyType;
import io.upstream.metrics.page.registry.GaugeReader;
import io.upstream.metrics.series.CounterSeries;
import io.upstream.metrics.series.FamilySeries;
import io.upstream.metrics.series.GaugeSeries;
import io.upstream.metrics.series.HistogramSeries;
import io.upstream.metrics.series.UpDownSeries;
import io.upstream.metrics.series.cell.GaugeCell;
import io.upstream.metrics.series.row.Row;
import io.upstream.metrics.series.row.RowCells;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes the series of one family; one page, one writer. */
final class SeriesWriter {

  private final PageBuffer out;
  private LineTemplate.@Nullable Lines lines;
  private final GaugeReader numbers;
  private final int until;
  private int shownUntil; // of the family that is written
  private final @Nullable CreatedLines created;
  private final CounterLines counters;
  private final PageFormat format;

  /**
   * Creates a writer of one page.
   *
   * @param shownUntil the time after which new counters and histograms are shown as 0
   * @param created null if the page has no lines with the start times of series
   */
  SeriesWriter(
      PageBuffer out,
      PageFormat format,
      GaugeReader numbers,
      int shownUntil,
      @Nullable CreatedLines created) {
    this.out = out;
    this.numbers = numbers;
    this.until = shownUntil;
    this.created = created;
    this.format = format;
    this.counters = new CounterLines(out, format, created);
  }

  void write(FamilySeries<?, ?> series) throws IOException {
    shownUntil = series.shownUntil(until);
    FamilyText text = FamilyText.of(series);
    LineTemplate.Lines lines = this.lines;
    if (lines == null) {
      lines = new LineTemplate.Lines(text.lines);
      this.lines = lines;
    }
    lines.begin(text.lines);
    out.putLines(text.header(format));
    if (series instanceof CounterSeries<?> counter) {
      counters.write(counter, lines, shownUntil);
    } else if (series instanceof GaugeSeries<?> gauge) {
      write(gauge, lines);
    } else if (series instanceof UpDownSeries<?> upDown) {
      write(upDown, lines);
    } else if (series instanceof HistogramSeries<?> histogram) {
      new HistogramLines(histogram, text, lines, out, format, shownUntil, created).write();
    }
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
    String name = gauge.family().name();
    RowCells<GaugeCell> cells = new RowCells<>(gauge.rows());
    for (Row row : gauge.rows().rows()) {
      int count = cells.read(row);
      for (int i = 0; i < count; i++) {
        GaugeCell cell = cells.get(i);
        Double value = numbers.read(name, cell);
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
      }
    }
  }
}
