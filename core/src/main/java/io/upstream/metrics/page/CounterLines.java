package io.upstream.metrics.page;

import io.upstream.metrics.series.CounterSeries;
import io.upstream.metrics.series.cell.Cell;
import io.upstream.metrics.series.cell.CounterCell;
import io.upstream.metrics.series.cell.Exemplar;
import io.upstream.metrics.series.row.Row;
import io.upstream.metrics.series.row.RowCells;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes the lines of the counters of one page, which are most lines of most pages.
 *
 * <p>Rows, label values and cells are at random places in memory. The processor fetches many at
 * once if no other work is between the reads. So the writer touches several rows before it reads
 * the first one, and reads all cells of a row before it writes their lines.
 */
final class CounterLines {

  private static final int TOUCHED_ROWS = 16;
  private static final long SLOW = -1; // in place of a number: the line has more than a whole one

  private final PageBuffer out;
  private final PageFormat format;
  private final @Nullable CreatedLines created;
  private @Nullable RowCells<CounterCell> cells;
  private long[] numbers = new long[8];
  private int[] combinations = new int[8];

  @SuppressWarnings("UnusedVariable") // without it, the compiler would leave out the reads
  private int touched;

  // Of the family that is written.
  private int shownUntil;
  private boolean withExemplars;
  private CreatedLines.@Nullable OfFamily began;

  /**
   * Creates a writer of one page.
   *
   * @param created null if the page has no lines with the start times of series
   */
  CounterLines(PageBuffer out, PageFormat format, @Nullable CreatedLines created) {
    this.out = out;
    this.format = format;
    this.created = created;
  }

  /** Writes the lines of one family. */
  void write(CounterSeries<?> counter, LineTemplate.Lines lines, int until) throws IOException {
    // OpenMetrics allows neither exemplars nor start times for the type unknown, which a name
    // without _total gets.
    boolean unknown = counter.family().baseName().equals(counter.family().name());
    shownUntil = until;
    withExemplars = format == PageFormat.OPENMETRICS && !unknown;
    began = created == null || unknown ? null : created.of(counter);
    RowCells<CounterCell> cells = this.cells;
    if (cells == null) {
      cells = new RowCells<>(counter.rows());
      this.cells = cells;
    }
    cells.begin(counter.rows());
    Row[] rows = counter.rows().rows();
    for (int i = 0; i < rows.length; i++) {
      if (i % TOUCHED_ROWS == 0 && rows.length > TOUCHED_ROWS) {
        touch(rows, i);
      }
      write(rows[i], cells, lines);
    }
  }

  private void touch(Row[] rows, int from) {
    int sum = 0;
    for (int i = from; i < Math.min(rows.length, from + TOUCHED_ROWS); i++) {
      sum += rows[i].touch();
    }
    touched = sum;
  }

  private void write(Row row, RowCells<CounterCell> cells, LineTemplate.Lines lines)
      throws IOException {
    int count = cells.read(row);
    if (numbers.length < count) {
      numbers = new long[2 * count];
      combinations = new int[2 * count];
    }
    read(cells.cells(), count, numbers, combinations);
    lines.at(row);
    for (int i = 0; (i = lines.put(out, combinations, numbers, i, count)) < count; i++) {
      write(row, cells.get(i), lines);
    }
  }

  private void read(Cell[] cells, int count, long[] whole, int[] closed) {
    int until = shownUntil;
    boolean isPlain = !withExemplars && began == null;
    for (int i = 0; i < count; i++) {
      CounterCell cell = (CounterCell) cells[i];
      long number = cell.whole();
      closed[i] = cell.closed();
      whole[i] = cell.bornAt() <= until ? number : Math.min(number, 0);
      if (!isPlain && (began != null || cell.exemplar() != null)) {
        whole[i] = SLOW;
      }
    }
  }

  private void write(Row row, CounterCell cell, LineTemplate.Lines lines) throws IOException {
    double value = cell.value();
    if (value >= 0) { // otherwise the series has left
      boolean shown = cell.bornAt() <= shownUntil;
      lines.put(out, cell.closed());
      out.putValue(shown ? value : 0);
      Exemplar exemplar = withExemplars && shown ? cell.exemplar() : null;
      ExemplarText.put(out, exemplar);
      out.endLine();
      if (began != null) {
        began.write(out, row, cell.closed(), cell.bornAt());
      }
    }
  }
}
