package io.upstream.metrics.page;

import io.upstream.metrics.series.row.Row;
import java.util.Arrays;

/**
 * The text of a family on an earlier page, and everything that it was made of: the rows, how many
 * series each row had, and the combination of closed labels and the numbers of each series. If all
 * of that is the same on the next page, so is the text, and to compare it takes much less time than
 * to write it.
 *
 * <p>A table never changes an array of rows that it has returned. So the same array means the same
 * values of the open labels. The object never changes, and pages that are written at the same time
 * share it.
 */
final class KeptLines {

  private final Row[] rows;
  private final int[] ends;
  private final int[] closed;
  private final long[] numbers;

  /** The lines of the family, with help and type. */
  final byte[] text;

  /**
   * Keeps a text.
   *
   * @param ends the number of series up to the end of each row
   */
  KeptLines(Row[] rows, int[] ends, SeriesNumbers read, byte[] text) {
    this.rows = rows;
    this.ends = Arrays.copyOf(ends, rows.length);
    this.closed = Arrays.copyOf(read.closed, read.count);
    this.numbers = Arrays.copyOf(read.numbers, read.used());
    this.text = text;
  }

  /** Returns whether the text is also that of the rows and numbers that were read now. */
  boolean isOf(Row[] nowRows, int[] nowEnds, SeriesNumbers read) {
    int used = numbers.length;
    int count = closed.length;
    return rows == nowRows
        && count == read.count
        && Arrays.equals(numbers, 0, used, read.numbers, 0, read.used())
        && Arrays.equals(closed, 0, count, read.closed, 0, count)
        && Arrays.equals(ends, 0, rows.length, nowEnds, 0, rows.length);
  }
}
