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

  private RowTable<? extends C> table;
  private Cell[] cells = NONE;

  /** Reads rows of a table. */
  public RowCells(RowTable<? extends C> table) {
    this.table = table;
  }

  /** Reads rows of another table from now on. */
  public void begin(RowTable<? extends C> next) {
    table = next;
  }

  /** Reads a row, and returns how many cells it has. */
  public int read(Row row) {
    Object read = row.cells();
    Cell[] array = read instanceof Cell[] several ? several : NONE;
    int most = Math.max(1, array.length);
    if (cells.length < most) {
      cells = new Cell[most];
    }
    if (!(read instanceof Cell[])) {
      cells[0] = (Cell) read;
      return 1;
    }
    return table.copy(array, cells);
  }

  /**
   * Returns the cells of the row that was read last. The array may be longer than their number, and
   * the next row that is read replaces its content.
   */
  public Cell[] cells() {
    return cells;
  }

  /** Returns a cell of the row that was read last, by its place, which is less than the count. */
  @SuppressWarnings("unchecked") // a table holds one kind
  public C get(int i) {
    return (C) Objects.requireNonNull(cells[i]);
  }
}
