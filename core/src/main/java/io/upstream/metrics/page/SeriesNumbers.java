package io.upstream.metrics.page;

import io.upstream.metrics.page.registry.GaugeReader;
import io.upstream.metrics.series.CounterSeries;
import io.upstream.metrics.series.FamilySeries;
import io.upstream.metrics.series.GaugeSeries;
import io.upstream.metrics.series.HistogramSeries;
import io.upstream.metrics.series.cell.Cell;
import io.upstream.metrics.series.cell.CounterCell;
import io.upstream.metrics.series.cell.GaugeCell;
import io.upstream.metrics.series.cell.HistogramCell;
import io.upstream.metrics.series.cell.UpDownCell;
import io.upstream.metrics.series.row.Row;
import io.upstream.metrics.series.row.RowCells;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of some rows of a family, as one page shows them: read before their lines are
 * written, one row after another.
 */
final class SeriesNumbers {

  private final GaugeReader gauges;
  private @Nullable RowCells<Cell> cells;
  private long[] counts = {};

  // Of the family that is read.
  private @Nullable FamilySeries<?, ?> series;
  private int shownUntil;
  private int each; // numbers of a series

  /** The combination of closed labels of each series. */
  int[] closed = new int[16];

  /**
   * The numbers of each series. A counter has its whole number, or the complement of the bits of a
   * number with a fraction, which is less than 0. A gauge has the bits of its number. A histogram
   * has the counts of its buckets, and the bits of its sum.
   */
  long[] numbers = new long[64];

  /** The number of series that were read. */
  int count;

  /** Creates it for one page, which may have several families. */
  SeriesNumbers(GaugeReader gauges) {
    this.gauges = gauges;
  }

  /** Begins a family. */
  void begin(FamilySeries<?, ?> of, int until) {
    series = of;
    shownUntil = until;
    each = of instanceof HistogramSeries<?> histogram ? histogram.bounds().length + 2 : 1;
    count = 0;
    if (cells == null) {
      cells = new RowCells<>(of.rows());
    } else {
      cells.begin(of.rows());
    }
  }

  /** Returns how many numbers were read. */
  int used() {
    return count * each;
  }

  /** Forgets the rows that were read. */
  void clear() {
    count = 0;
  }

  /** Returns whether a series with this {@code bornAt} is shown with its own numbers. */
  boolean isShown(int bornAt) {
    return bornAt <= shownUntil;
  }

  /** Returns the place of the numbers of a series. */
  int place(int i) {
    return i * each;
  }

  /** Returns a cell of the row that was read last, if no other rows were read before it. */
  Cell cell(int i) {
    return Objects.requireNonNull(cells).get(i);
  }

  /** Reads a row after those that were read before. */
  void read(Row row) {
    RowCells<Cell> of = Objects.requireNonNull(cells);
    int more = of.read(row);
    reserve(more);
    Cell[] some = of.cells();
    if (series instanceof CounterSeries<?>) {
      readCounters(some, more);
    } else if (series instanceof GaugeSeries<?> gauge) {
      readGauges(gauge.family().name(), some, more);
    } else if (series instanceof HistogramSeries<?>) {
      readHistograms(some, more);
    } else {
      readUpDowns(some, more);
    }
    count += more;
  }

  private void reserve(int more) {
    if (closed.length < count + more) {
      closed = Arrays.copyOf(closed, 2 * (count + more));
    }
    if (numbers.length < (count + more) * each) {
      numbers = Arrays.copyOf(numbers, 2 * (count + more) * each);
    }
  }

  private void readCounters(Cell[] some, int more) {
    int[] combinations = closed;
    long[] whole = numbers;
    int until = shownUntil;
    long signs = 0;
    for (int i = 0, at = count; i < more; i++, at++) {
      CounterCell cell = (CounterCell) some[i];
      long number = cell.whole();
      combinations[at] = cell.closed();
      whole[at] = cell.bornAt() <= until ? number : Math.min(number, 0);
      signs |= number;
    }
    for (int i = 0, at = count; signs < 0 && i < more; i++, at++) {
      if (whole[at] < 0) {
        whole[at] = unusual((CounterCell) some[i]);
      }
    }
  }

  /** Returns the number of a counter that has a fraction or has left. */
  private long unusual(CounterCell cell) {
    double value = cell.value(); // not a number if it has left
    return isShown(cell.bornAt()) || Double.isNaN(value) ? ~Double.doubleToLongBits(value) : 0;
  }

  /** Returns a number of a counter that is less than 0; NaN if the series has left. */
  static double unusual(long number) {
    return Double.longBitsToDouble(~number);
  }

  private void readGauges(String family, Cell[] some, int more) {
    for (int i = 0, at = count; i < more; i++, at++) {
      GaugeCell cell = (GaugeCell) some[i];
      closed[at] = cell.closed();
      numbers[at] = gauges.bits(family, cell);
    }
  }

  private void readUpDowns(Cell[] some, int more) {
    for (int i = 0, at = count; i < more; i++, at++) {
      UpDownCell cell = (UpDownCell) some[i];
      long value = cell.value();
      closed[at] = cell.closed();
      // Checked after the number was read, so that the number was valid.
      numbers[at] = cell.isRetired() ? UpDownCell.RETIRED : value;
    }
  }

  private void readHistograms(Cell[] some, int more) {
    if (counts.length != each - 1) {
      counts = new long[each - 1];
    }
    for (int i = 0, at = count; i < more; i++, at++) {
      HistogramCell cell = (HistogramCell) some[i];
      double total = cell.read(counts, null, cell.bornAt() <= shownUntil);
      closed[at] = cell.closed();
      System.arraycopy(counts, 0, numbers, at * each, counts.length);
      numbers[at * each + counts.length] = Double.doubleToLongBits(total);
    }
  }
}
