package io.upstream.metrics.page;

import io.upstream.metrics.catalog.FamilyType;
import io.upstream.metrics.page.registry.GaugeReader;
import io.upstream.metrics.series.CounterSeries;
import io.upstream.metrics.series.FamilySeries;
import io.upstream.metrics.series.GaugeSeries;
import io.upstream.metrics.series.HistogramSeries;
import io.upstream.metrics.series.cell.CounterCell;
import io.upstream.metrics.series.cell.GaugeCell;
import io.upstream.metrics.series.cell.HistogramCell;
import io.upstream.metrics.series.cell.UpDownCell;
import io.upstream.metrics.series.row.Row;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes the series of families as text; one page, one writer.
 *
 * <p>The numbers of a row are read before its lines are written. A family with few lines is read as
 * a whole. If its numbers are those of an earlier page, the writer copies the text of that page,
 * because most families of most services do not change between two pages.
 *
 * <p>The rows, label values and cells of a large family are at random places in memory. The
 * processor fetches many at once if no other work is between the reads. So the writer touches
 * several rows before it reads the first one.
 */
final class SeriesWriter {

  /** The most lines of a family whose text is kept from page to page. */
  static final int MOST_KEPT_LINES = 128;

  private static final int TOUCHED_ROWS = 16;

  private final PageBuffer out;
  private final PageFormat format;
  private final int until;
  private final boolean withExemplars;
  private final @Nullable CreatedLines created;
  private final SeriesNumbers read;
  private LineTemplate.@Nullable Lines lines;
  private int[] ends = new int[16];
  private final HistogramLines histograms;

  // Of the family that is written.
  private boolean hasExemplars;
  private CreatedLines.@Nullable OfFamily began;

  @SuppressWarnings("UnusedVariable") // without it, the compiler would leave out the reads
  private int touched;

  /**
   * Creates a writer of one page.
   *
   * @param shownUntil the time after which new counters and histograms are shown as 0
   * @param withExemplars true if the page has exemplars
   * @param created null if the page has no lines with the start times of series
   */
  SeriesWriter(
      PageBuffer out,
      PageFormat format,
      GaugeReader gauges,
      int shownUntil,
      boolean withExemplars,
      @Nullable CreatedLines created) {
    this.out = out;
    this.format = format;
    this.until = shownUntil;
    this.withExemplars = withExemplars;
    this.created = created;
    this.read = new SeriesNumbers(gauges);
    this.histograms = new HistogramLines(out, format);
  }

  void write(FamilySeries<?, ?> series) throws IOException {
    FamilyText text = FamilyText.of(series);
    Row[] rows = series.rows().rows();
    if (rows.length == 0) {
      out.putLines(text.header(format));
      return;
    }
    read.begin(series, series.shownUntil(until));
    if (withExemplars || created != null || series.lines() > MOST_KEPT_LINES) {
      writeEach(series, text, rows);
    } else {
      writeOrCopy(series, text, rows);
    }
  }

  private void writeOrCopy(FamilySeries<?, ?> series, FamilyText text, Row[] rows)
      throws IOException {
    if (ends.length < rows.length) {
      ends = new int[2 * rows.length];
    }
    for (int i = 0; i < rows.length; i++) {
      read.read(rows[i]);
      ends[i] = read.count;
    }
    KeptLines kept = text.kept(format);
    if (kept != null && kept.isOf(rows, ends, read)) {
      out.putLines(kept.text);
      return;
    }
    LineTemplate.Lines of = begin(text);
    int start = out.beginWhole();
    out.putLines(text.header(format));
    for (int i = 0; i < rows.length; i++) {
      write(series, text, of, rows[i], i == 0 ? 0 : ends[i - 1], ends[i]);
    }
    text.keep(format, new KeptLines(rows, ends, read, out.endWhole(start)));
  }

  private void writeEach(FamilySeries<?, ?> series, FamilyText text, Row[] rows)
      throws IOException {
    text.keep(format, null);
    beginExtras(series);
    LineTemplate.Lines of = begin(text);
    out.putLines(text.header(format));
    for (int i = 0; i < rows.length; i++) {
      if (i % TOUCHED_ROWS == 0 && rows.length > TOUCHED_ROWS) {
        touch(rows, i);
      }
      read.clear();
      read.read(rows[i]);
      write(series, text, of, rows[i], 0, read.count);
    }
  }

  private void beginExtras(FamilySeries<?, ?> series) {
    // OpenMetrics allows neither exemplars nor start times for the type unknown, which a name
    // without _total gets.
    boolean isAllowed =
        series instanceof HistogramSeries<?>
            || (series instanceof CounterSeries<?>
                && !series.family().baseName().equals(series.family().name()));
    hasExemplars = withExemplars && isAllowed;
    began = created == null || !isAllowed ? null : created.of(series);
  }

  private void touch(Row[] rows, int from) {
    int sum = 0;
    for (int i = from; i < Math.min(rows.length, from + TOUCHED_ROWS); i++) {
      sum += rows[i].touch();
    }
    touched = sum;
  }

  private LineTemplate.Lines begin(FamilyText text) {
    LineTemplate.Lines of = lines;
    if (of == null) {
      of = new LineTemplate.Lines(text.lines);
      lines = of;
    }
    return of.begin(text.lines);
  }

  /** Writes the lines of a row, whose series were read from one place to another. */
  private void write(
      FamilySeries<?, ?> series, FamilyText text, LineTemplate.Lines of, Row row, int from, int to)
      throws IOException {
    of.at(row);
    if (series instanceof CounterSeries<?>) {
      writeCounters(of, row, from, to);
    } else if (series instanceof GaugeSeries<?>) {
      writeGauges(of, series.family().type() == FamilyType.INFO, from, to);
    } else if (series instanceof HistogramSeries<?>) {
      writeHistograms(text.histogram(), of, row, from, to);
    } else {
      writeUpDowns(of, from, to);
    }
  }

  private void writeCounters(LineTemplate.Lines of, Row row, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      i = of.put(out, read.closed, read.numbers, i, endOfUsual(i, to));
      if (i < to) {
        writeUnusual(of, row, i);
      }
    }
  }

  /** Returns the place of the first counter that has more than one line with a number. */
  private int endOfUsual(int from, int to) {
    if (began != null || !hasExemplars) {
      return began == null ? to : from;
    }
    int at = from;
    while (at < to && ((CounterCell) read.cell(at)).exemplar() == null) {
      at++;
    }
    return at;
  }

  /** Writes a counter with a fraction, an exemplar or a start time; nothing if it has left. */
  private void writeUnusual(LineTemplate.Lines of, Row row, int i) throws IOException {
    long number = read.numbers[i];
    double value = number < 0 ? SeriesNumbers.unusual(number) : number;
    if (!(value >= 0)) {
      return;
    }
    of.put(out, read.closed[i]);
    out.putValue(value);
    if (hasExemplars) {
      CounterCell cell = (CounterCell) read.cell(i);
      ExemplarText.put(out, read.isShown(cell.bornAt()) ? cell.exemplar() : null);
    }
    out.endLine();
    if (began != null) {
      began.write(out, row, read.closed[i], ((CounterCell) read.cell(i)).bornAt());
    }
  }

  private void writeGauges(LineTemplate.Lines of, boolean isInfo, int from, int to)
      throws IOException {
    for (int i = from; i < to; i++) {
      long bits = read.numbers[i];
      if (bits != GaugeCell.ABSENT) {
        of.put(out, read.closed[i]);
        if (isInfo) {
          out.putCount(1);
        } else {
          out.putValue(Double.longBitsToDouble(bits));
        }
        out.endLine();
      }
    }
  }

  private void writeUpDowns(LineTemplate.Lines of, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      if (!UpDownCell.hasLeft(read.numbers[i])) {
        of.put(out, read.closed[i]);
        out.putValue(read.numbers[i]);
        out.endLine();
      }
    }
  }

  private void writeHistograms(HistogramText text, LineTemplate.Lines of, Row row, int from, int to)
      throws IOException {
    for (int i = from; i < to; i++) {
      if (histograms.write(text, of, read, i, hasExemplars) && began != null) {
        HistogramCell cell = (HistogramCell) read.cell(i);
        began.write(out, row, cell.closed(), cell.bornAt());
      }
    }
  }
}
