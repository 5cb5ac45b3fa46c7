package io.upstream.metrics.series.row;

import io.upstream.metrics.series.cell.Cell;
import java.util.Objects;

/**
 * Reads the cells of one row after another, in the order of their combinations.
 *
 * @param <C> the kind of cell
 */
public final class RowCells<C extends Cell> {

  private static final Cell[] NONE = {};

  private final RowTable<C> table;
  private Cell[] cells = NONE;

  /** Reads rows of a table. */
  public RowCells(RowTable<C> table) {
    this.table = table;
  }

  /** Reads a row, and returns how many cells it has. */
  public int read(Row row) {
    cells = table.read(row, cells);
    int count = 0;
    while (count < cells.length && cells[count] != null) {
      count++;
    }
    return count;
  }

  /** Returns a cell of the row that was read last. */
  @SuppressWarnings("unchecked") // a table holds one kind
  public C get(int i) {
    return (C) Objects.requireNonNull(cells[i]);
  }
}
