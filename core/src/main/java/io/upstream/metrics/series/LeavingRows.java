package io.upstream.metrics.series;

import io.upstream.metrics.guard.KeyedLabel;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.guard.ValueRows;
import io.upstream.metrics.series.cell.Cell;
import io.upstream.metrics.series.cell.RetiredTotal;
import io.upstream.metrics.series.row.Row;
import io.upstream.metrics.series.row.RowCells;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The view of one family's rows for the guard: shows what was recorded in them and removes rows
 * whose values have left.
 *
 * @param <C> the type of a series' cell
 */
final class LeavingRows<C extends Cell> {

  private static final long COUNTED = (1L << 40) - 1; // the bits of a mark that count

  private final FamilySeries<?, C> series;

  LeavingRows(FamilySeries<?, C> series) {
    this.series = series;
  }

  /** Shows the rows of a family that has a limited label, and marks what was seen. */
  void visit(ValueRows.RowVisitor visitor) {
    if (hasLimitedLabel()) {
      RowCells<C> read = new RowCells<>(series.rows);
      for (Row row : series.rows.rows()) {
        row.mark(show(row, read, read.read(row), visitor));
      }
    }
  }

  /** Shows the rows of values that may leave, and keeps what their cells had before that. */
  void show(Set<LabelEntry> values, ValueRows.RowVisitor visitor, Map<Cell, RetiredTotal> before) {
    if (!hasLimitedLabel()) {
      return;
    }
    RowCells<C> read = new RowCells<>(series.rows);
    for (Row row : series.rows.rows()) {
      if (series.rows.hasOne(row, values)) {
        int count = read.read(row);
        for (int i = 0; i < count; i++) {
          RetiredTotal total = new RetiredTotal();
          read.get(i).readInto(total);
          before.put(read.get(i), total);
        }
        show(row, read, count, visitor);
      }
    }
  }

  /**
   * Shows one row. A comparison of two marks of a row tells whether and how much was recorded
   * between them. A mark has 40 bits of the count and a hash of 24 bits of numbers that a count
   * does not show, such as a gauge that was set. A row without an event has the mark 0.
   */
  private long show(Row row, RowCells<C> read, int count, ValueRows.RowVisitor visitor) {
    long weight = 0;
    long fingerprint = 0;
    ValueRows.Kind kind = ValueRows.Kind.COUNTED;
    for (int i = 0; i < count; i++) {
      C cell = read.get(i);
      weight += series.weight(cell);
      fingerprint = 31 * fingerprint + series.fingerprint(cell);
      kind = kind.compareTo(series.kind(cell)) < 0 ? series.kind(cell) : kind;
    }
    long mark = (fingerprint * 0x9e37_79b9_7f4a_7c15L & ~COUNTED) | (weight & COUNTED);
    LabelEntry[] entries = new LabelEntry[series.plan.keyed().length];
    Arrays.setAll(entries, row::entry);
    visitor.row(entries, mark != row.mark(), (weight - row.mark()) & COUNTED, kind);
    return mark;
  }

  private boolean hasLimitedLabel() {
    for (KeyedLabel label : series.plan.keyed()) {
      if (!label.isUnlimited()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Removes the rows of values that have left. Counts that a cell received after it was shown are
   * moved to the series into which those values fold.
   *
   * @param before the numbers of the cells when they were shown; a cell without an entry had none
   * @param staying receives the values of which a row stays
   * @param later receives the actions that move the counts
   */
  void remove(
      Set<LabelEntry> values,
      Map<Cell, RetiredTotal> before,
      Set<LabelEntry> staying,
      Consumer<Runnable> later) {
    if (!hasLimitedLabel()) {
      return;
    }
    series.retire(
        values,
        (row, ended, isEmpty) -> {
          LabelEntry[] folded = new LabelEntry[series.plan.keyed().length];
          for (int level = 0; level < folded.length; level++) {
            LabelEntry entry = row.entry(level);
            boolean isGone = values.contains(entry);
            folded[level] = isGone ? series.plan.keyed()[level].overPage(entry).canonical() : entry;
            if (isGone && !isEmpty) {
              staying.add(entry);
            }
          }
          ended.forEach(
              (cell, total) -> {
                RetiredTotal known = before.get(cell);
                if (known != null) {
                  total.subtract(known);
                }
                if (!total.isEmpty()) {
                  later.accept(() -> series.fold(cell.closed(), folded, total));
                }
              });
        });
  }
}
