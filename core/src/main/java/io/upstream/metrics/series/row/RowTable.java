package io.upstream.metrics.series.row;

import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.series.cell.Cell;
import io.upstream.metrics.series.cell.RetiredTotal;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one family by their labels; memory follows the series that exist.
 *
 * @param <C> the kind of cell
 */
public class RowTable<C extends Cell> {

  /*
   * Two hash tables with open addressing and linear probing, one inside the other.
   *
   * The outer one finds a row by the entries of the open labels. With one label its hash is the
   * entry's number itself, so rows of values that came one after another are side by side; with
   * several labels it is a mixture of the numbers. The table is at most two thirds full. Rows are
   * told apart by the entry objects, because a number may be given to another value later.
   *
   * Most families have one open label. Their table has a second array beside the rows, in which the
   * cells of a row are at the number of its entry. Recording reads only that array, without a hash,
   * and so touches one or two cache lines less than through the row. The array needs no entries: a
   * row keeps its entry from the garbage collector, so its number is given to no other value before
   * its cells have left the array. If a family has few of its label's values, the array would be
   * mostly empty. So it is never longer than two times the table, and a row with a higher number is
   * found in the table.
   *
   * A row's cells have one of three forms, by the number of existing closed combinations:
   *   one     the cell itself;
   *   sparse  an array of 4, 16, 64 .. cells, hashed by combination and at most three quarters
   *           full; a cell knows its combination, so there are no keys;
   *   dense   an array with a place for each combination, as soon as it would be at most three
   *           times as long as the next sparse one.
   * Sparse arrays grow by four, because a row that fills up copies its cells at each step, and each
   * copied cell is read to find its new place. A dense array is found without a hash, and filled
   * without the lock.
   *
   * Readers take no lock. A thread that puts a cell into a dense array takes none either: a
   * compare-and-set decides which thread's cell is used. All other writers hold the family's lock,
   * and publish in an order in which every state that a reader can see is correct:
   *   - a cell is put into an array, and a row into the table, with release; a reader finds it
   *     whole or not at all;
   *   - a larger array or table is filled with the same cells or rows before it takes the place of
   *     the old one, with release. Cells never move, so no count is lost: a thread that still reads
   *     the old array finds the same cell, or misses a newer one and looks again;
   *   - a row that leaves gets an empty array first, so that new readers miss, then each of its
   *     cells is retired, after which no thread can add to it. A retired cell is put into the free
   *     places of a dense array, so a thread that still has the array puts no other cell there. The
   *     row's place in the table becomes free when the table is next copied, or is taken by a new
   *     row of the same entries.
   *
   * A page visits the rows in the order of the labels. The sorted array is kept from page to page;
   * rows that are new since are sorted and merged in, and rows that have left are taken out, by the
   * page and outside the family's lock. In the order of creation, which would need no sorting, a
   * page of families with one series per row took 4.5 times as long.
   */

  private static final VarHandle ROW = MethodHandles.arrayElementVarHandle(Row[].class);
  private static final VarHandle CELLS = MethodHandles.arrayElementVarHandle(Object[].class);
  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(Cell[].class);

  private static final Cell[] LEFT = {};
  private static final Cell[] LEAVING = {}; // a page that orders rows just then keeps the row
  private static final Row[] NO_ROWS = {};
  private static final int GROWTH = 4; // of a sparse array, and the length of the first one
  private static final int DENSE = 3; // times the length of a sparse array

  private final int depth;
  private final int combinations;
  private final Object lock;
  private volatile Row[] table = new Row[4];
  private volatile @Nullable Object[] byNumber = {}; // the cells of rows, with one open label

  // Under the lock.
  private int used; // of the table, rows that have left included
  private int left; // of those
  private Row[] newRows = NO_ROWS;
  private int newCount;
  private int changes; // of the set of rows

  // Under the lock of the order, which only pages take; it is taken before the other.
  private final Object orderLock = new Object();
  private Row[] inOrder = NO_ROWS;

  // The rows in order; null after a change. Set under both locks, and to null under the first one.
  private volatile Row @Nullable [] ordered = NO_ROWS;

  /**
   * Creates an empty table.
   *
   * @param depth the number of open labels
   * @param combinations the number of combinations of closed labels
   * @param lock the lock that a thread holds to change the table, other than by {@link #putIfDense}
   */
  public RowTable(int depth, int combinations, Object lock) {
    this.depth = depth;
    this.combinations = combinations;
    this.lock = lock;
  }

  // ---- finding

  public final @Nullable C find(int closed) {
    Row row = (Row) ROW.getAcquire(table, 0);
    return row == null ? null : cell(row.cells(), closed);
  }

  /** Returns the cell of a series of one label; null also if something is counted for the entry. */
  public final @Nullable C find(int closed, LabelEntry a) {
    @Nullable Object[] all = byNumber;
    int number = a.plainIndex();
    Object cells = number < all.length ? CELLS.getAcquire(all, number) : cells(a);
    return cells == null ? null : cell(cells, closed);
  }

  private @Nullable Object cells(LabelEntry a) {
    if (a.foldReason() != null) {
      return null;
    }
    Row[] rows = table;
    for (int at = a.index(); ; at++) {
      Row row = (Row) ROW.getAcquire(rows, at & (rows.length - 1));
      if (row == null || row.a == a) {
        return row == null ? null : row.cells();
      }
    }
  }

  public final @Nullable C find(int closed, LabelEntry a, LabelEntry b) {
    Row[] rows = table;
    for (int at = mix(a.index(), b.index()); ; at++) {
      Row row = (Row) ROW.getAcquire(rows, at & (rows.length - 1));
      if (row == null) {
        return null;
      }
      if (row.a == a && row.rest == b) {
        return cell(row.cells(), closed);
      }
    }
  }

  /** Returns the cell of a series; entries beyond the family's open labels are null. */
  public final @Nullable C find(
      int closed,
      @Nullable LabelEntry a,
      @Nullable LabelEntry b,
      @Nullable LabelEntry c,
      LabelEntry @Nullable [] more) {
    return find(closed, row(a, b, c, more));
  }

  /** Returns the cell of a series in a row; null if there is none, or no row. */
  public final @Nullable C find(int closed, @Nullable Row row) {
    return row == null ? null : cell(row.cells(), closed);
  }

  /** Returns the row of some values; entries beyond the family's open labels are null. */
  public final @Nullable Row row(
      @Nullable LabelEntry a,
      @Nullable LabelEntry b,
      @Nullable LabelEntry c,
      LabelEntry @Nullable [] more) {
    Row[] rows = table;
    for (int at = hash(a, b, c, more); ; at++) {
      // Read once: a place that is free now may have the row of other values a moment later.
      Row row = (Row) ROW.getAcquire(rows, at & (rows.length - 1));
      if (row == null || row.isFor(a, b, c, more)) {
        return row;
      }
    }
  }

  /**
   * Returns whether the table has a row, which {@link #row} returned before; called under the lock.
   */
  public final boolean has(Row row) {
    return row.cells() != LEFT;
  }

  /**
   * Returns the place of the row that has the values of another one, or the place that it would
   * take; called under the lock.
   */
  private int place(Row[] rows, Row row) {
    int hash = 0;
    for (int level = 0; level < depth; level++) {
      int index = row.entry(level).index();
      hash = level == 0 ? index : mix(hash, index);
    }
    for (int at = hash; ; at++) {
      int place = at & (rows.length - 1);
      Row known = rows[place];
      if (known == null || hasSameValues(known, row)) {
        return place;
      }
    }
  }

  private boolean hasSameValues(Row one, Row other) {
    for (int level = 0; level < depth; level++) {
      if (one.entry(level) != other.entry(level)) {
        return false;
      }
    }
    return true;
  }

  private static int hash(
      @Nullable LabelEntry a,
      @Nullable LabelEntry b,
      @Nullable LabelEntry c,
      LabelEntry @Nullable [] more) {
    int hash = a == null ? 0 : a.index();
    hash = b == null ? hash : mix(hash, b.index());
    hash = c == null ? hash : mix(hash, c.index());
    for (int i = 0; more != null && i < more.length; i++) {
      hash = mix(hash, more[i].index());
    }
    return hash;
  }

  private static int mix(int a, int b) {
    return spread(a * 0x9e3779b9 + b * 0x85ebca6b);
  }

  private static int spread(int hash) {
    return hash ^ (hash >>> 15);
  }

  @SuppressWarnings("unchecked") // rows hold what the maker made
  private @Nullable C cell(Object cells, int closed) {
    if (cells.getClass() == Cell[].class) { // one comparison; instanceof costs more
      Cell[] array = (Cell[]) cells;
      if (array.length == combinations) {
        return (C) CELL.getAcquire(array, closed);
      }
      for (int at = spread(closed * 0x9e3779b9), i = 0; i < array.length; i++, at++) {
        Cell cell = (Cell) CELL.getAcquire(array, at & (array.length - 1));
        if (cell == null) {
          return null;
        }
        if (cell.closed() == closed) {
          return (C) cell;
        }
      }
      return null;
    }
    Cell only = (Cell) cells;
    return only.closed() == closed ? (C) only : null;
  }

  // ---- changing

  /** Returns whether a row has a place for each combination. */
  public final boolean isDense(Row row) {
    return dense(row) != null;
  }

  private Cell @Nullable [] dense(Row row) {
    return row.cells() instanceof Cell[] array && array.length == combinations ? array : null;
  }

  /**
   * Puts a new cell into a row that has a place for each combination, without the lock.
   *
   * @return the cell that is there now: this one, that of another thread, or one that has left;
   *     null if the row is not dense
   */
  public final @Nullable C putIfDense(Row row, C cell) {
    Cell[] array = dense(row);
    return array == null ? null : putIfFree(array, cell);
  }

  @SuppressWarnings("unchecked") // rows hold one kind
  private C putIfFree(Cell[] array, C cell) {
    Cell known = (Cell) CELL.compareAndExchange(array, cell.closed(), null, cell);
    return known == null ? cell : (C) known;
  }

  // ---- changing, under the lock

  /**
   * Puts a new cell into the row of its values; labels that the family has not are null.
   *
   * @param row the row of the values, found under the lock; null if there is none
   * @return the cell that is there now, which another thread may have put without the lock
   */
  public final C put(
      @Nullable Row row,
      C cell,
      @Nullable LabelEntry a,
      @Nullable LabelEntry b,
      @Nullable LabelEntry c,
      LabelEntry @Nullable [] more) {
    assert Thread.holdsLock(lock) : "rows are changed under the lock";
    if (row == null || row.cells() == LEFT) {
      add(new Row(a, b, c, more, cell));
      return cell;
    }
    return put(row, cell);
  }

  private void add(Row row) {
    if (newCount == newRows.length) {
      forgetNewRowsThatLeft();
    }
    if (3 * (used + 1) > 2 * table.length) {
      enlarge();
    }
    Row[] rows = table;
    int place = place(rows, row);
    if (rows[place] == null) {
      used++;
    } else {
      left--; // it takes the place of one that has left
    }
    newRows[newCount++] = row;
    ROW.setRelease(rows, place, row);
    if (depth == 1) {
      int number = row.entry(0).index();
      if (number >= byNumber.length && number < 2 * rows.length) {
        byNumber = byNumber(number);
      } else {
        publish(row);
      }
    }
    changed();
  }

  /**
   * Removes new rows that have left from the list of new rows, which otherwise only a page empties.
   */
  private void forgetNewRowsThatLeft() {
    int staying = 0;
    for (int i = 0; i < newCount; i++) {
      staying = append(newRows, staying, newRows[i]);
    }
    newCount = staying;
    newRows = Arrays.copyOf(newRows, Math.max(4, staying + staying / 2));
  }

  private void enlarge() {
    int length = table.length;
    while (3 * (used - left + 1) > 2 * length) {
      length *= 2;
    }
    copyTo(new Row[length]);
  }

  private void copyTo(Row[] larger) {
    used = 0;
    left = 0;
    int highest = -1;
    for (Row row : table) {
      if (row != null && row.cells() != LEFT) {
        larger[place(larger, row)] = row;
        used++;
        highest = depth == 1 ? Math.max(highest, row.entry(0).index()) : -1;
      }
    }
    table = larger;
    if (depth == 1) {
      byNumber = byNumber(highest);
    }
  }

  /** Returns the array of cells by their entries' numbers, with room beyond the highest number. */
  private @Nullable Object[] byNumber(int highest) {
    @Nullable Object[] all = new Object[Math.min(highest + 4 + highest / 2, 2 * table.length)];
    for (Row row : table) {
      int number = row == null ? all.length : row.entry(0).index();
      if (number < all.length && row.cells() != LEFT) {
        all[number] = row.cells();
      }
    }
    return all;
  }

  /** Publishes new cells of a row. */
  final void replace(Row row, Object cells) {
    row.cells(cells);
    if (depth == 1 && table[place(table, row)] == row) {
      publish(row);
    }
  }

  private void publish(Row row) {
    int number = row.entry(0).index();
    @Nullable Object[] all = byNumber;
    if (number < all.length) {
      CELLS.setRelease(all, number, row.cells());
    }
  }

  private C put(Row row, C cell) {
    Object cells = row.cells();
    if (!(cells instanceof Cell[] array)) {
      replace(row, grown(row, new Cell[] {(Cell) cells}, GROWTH, cell));
    } else if (array.length == combinations) {
      return putIfFree(array, cell);
    } else if (hasRoom(array.length, count(array))) {
      CELL.setRelease(array, place(array, cell.closed()), cell);
    } else {
      replace(row, grown(row, array, GROWTH * array.length, cell));
    }
    return cell;
  }

  private static int count(Cell[] cells) {
    int count = 0;
    for (Cell cell : cells) {
      count += cell == null ? 0 : 1;
    }
    return count;
  }

  private static boolean hasRoom(int length, int count) {
    return count < length - length / 4;
  }

  /** Returns a larger array with the same cells and a new one, which readers do not see yet. */
  Cell[] grown(Row row, Cell[] cells, int length, C cell) {
    Cell[] larger = array(length);
    for (Cell known : cells) {
      if (known != null) {
        larger[place(larger, known.closed())] = known;
      }
    }
    larger[place(larger, cell.closed())] = cell;
    return larger;
  }

  /** Returns an empty array of a length, or a dense one. */
  private Cell[] array(int length) {
    return new Cell[combinations <= DENSE * length ? combinations : length];
  }

  private int place(Cell[] cells, int closed) {
    if (cells.length == combinations) {
      return closed;
    }
    int at = spread(closed * 0x9e3779b9);
    while (cells[at & (cells.length - 1)] != null) {
      at++;
    }
    return at & (cells.length - 1);
  }

  /**
   * Retires all series that have one of some values, except those on which the application still
   * depends.
   *
   * <p>The rows are searched without the lock, because the caller has made sure that no new ones
   * are added.
   *
   * @param left a cell that has left, for the free places of dense rows
   */
  public final void retire(Set<LabelEntry> values, C left, RetiredRow retired) {
    for (Row row : rows()) {
      if (hasOne(row, values)) {
        Map<Cell, RetiredTotal> ended = new HashMap<>();
        boolean isEmpty;
        synchronized (lock) {
          isEmpty = retire(row, left, ended);
        }
        retired.retired(row, ended, isEmpty);
      }
    }
  }

  public final boolean hasOne(Row row, Set<LabelEntry> values) {
    for (int level = 0; level < depth; level++) {
      if (values.contains(row.entry(level))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Retires the cells that can leave and records their last numbers; returns whether the row is
   * empty.
   */
  private boolean retire(Row row, C left, Map<Cell, RetiredTotal> ended) {
    Object cells = row.cells();
    Cell[] array = cells instanceof Cell[] several ? several : new Cell[] {(Cell) cells};
    if (array.length == 0) {
      return true;
    }
    replace(row, LEAVING);
    Cell[] staying = new Cell[array.length];
    int count = 0;
    for (int i = 0; i < array.length; i++) {
      Cell cell = array.length == combinations ? close(array, i, left) : array[i];
      if (cell != null) {
        RetiredTotal total = new RetiredTotal();
        if (cell.retire(total)) {
          ended.put(cell, total);
        } else {
          staying[count++] = cell;
        }
      }
    }
    if (count > 0) {
      replace(row, arranged(staying, count));
    } else {
      replace(row, LEFT);
      emptied();
    }
    return count == 0;
  }

  /**
   * Returns the cell at a place of a dense array. If it is free, another thread can put no cell
   * there any more.
   */
  @Nullable Cell close(Cell[] array, int place, C left) {
    return (Cell) CELL.compareAndExchange(array, place, null, left);
  }

  /**
   * Takes one cell out; null if it is not there. Labels that the family has not are null. No cell
   * of such a family may be put without the lock.
   */
  public final @Nullable C takeOut(
      int closed,
      @Nullable LabelEntry a,
      @Nullable LabelEntry b,
      @Nullable LabelEntry c,
      LabelEntry @Nullable [] more) {
    Row row = row(a, b, c, more);
    C cell = row == null ? null : cell(row.cells(), closed);
    if (row == null || cell == null) {
      return null;
    }
    Cell[] array = row.cells() instanceof Cell[] several ? several : new Cell[] {cell};
    Cell[] staying = new Cell[array.length];
    int count = 0;
    for (Cell each : array) {
      if (each != null && each != cell) {
        staying[count++] = each;
      }
    }
    if (count > 0) {
      replace(row, arranged(staying, count));
    } else {
      replace(row, LEFT);
      emptied();
    }
    return cell;
  }

  private void changed() {
    changes++;
    ordered = null;
  }

  private void emptied() {
    left++;
    changed();
    if (left > 8 && 2 * left > used) {
      copyTo(new Row[Math.max(4, Integer.highestOneBit(2 * (used - left) + 1) * 2)]);
    }
  }

  private Object arranged(Cell[] cells, int count) {
    if (count == 1) {
      return cells[0];
    }
    int length = GROWTH;
    while (!hasRoom(length, count - 1)) {
      length *= GROWTH;
    }
    Cell[] array = array(length);
    for (int i = 0; i < count; i++) {
      array[place(array, cells[i].closed())] = cells[i];
    }
    return array;
  }

  // ---- reading

  /**
   * Returns the rows in the order of their labels, the last one outermost; callers must not change
   * the array.
   */
  public final Row[] rows() {
    Row[] known = ordered;
    return known == null ? order() : known;
  }

  private Row[] order() {
    synchronized (orderLock) {
      Row[] added;
      int count;
      int before;
      synchronized (lock) {
        added = newRows;
        count = newCount;
        before = changes;
        newRows = NO_ROWS;
        newCount = 0;
      }
      Comparator<Row> order = this::compare;
      Arrays.sort(added, 0, count, order);
      inOrder = merge(inOrder, added, count, order);
      synchronized (lock) {
        if (changes == before) {
          ordered = inOrder;
        }
      }
      return inOrder;
    }
  }

  private static Row[] merge(Row[] old, Row[] added, int count, Comparator<Row> order) {
    Row[] merged = new Row[old.length + count];
    int size = 0;
    int next = 0;
    for (Row row : old) {
      while (next < count && order.compare(added[next], row) < 0) {
        size = append(merged, size, added[next++]);
      }
      size = append(merged, size, row);
    }
    while (next < count) {
      size = append(merged, size, added[next++]);
    }
    return size == merged.length ? merged : Arrays.copyOf(merged, size);
  }

  private static int append(Row[] merged, int size, Row row) {
    if (row.cells() == LEFT) {
      return size;
    }
    merged[size] = row;
    return size + 1;
  }

  private int compare(Row one, Row other) {
    for (int level = depth - 1; level >= 0; level--) {
      int difference = Integer.compare(one.entry(level).index(), other.entry(level).index());
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }

  /** Visits all cells, rows in the order of their labels, and in a row by combination. */
  public final void forEach(Visitor<? super C> visitor) throws IOException {
    RowCells<C> cells = new RowCells<>(this);
    for (Row row : rows()) {
      int count = cells.read(row);
      for (int i = 0; i < count; i++) {
        visitor.visit(row, cells.get(i));
      }
    }
  }

  /**
   * Copies the cells of an array in the order of their combinations.
   *
   * @param to an array that is at least as long
   * @return the number of copied cells
   */
  final int copy(Cell[] array, Cell[] to) {
    int count = 0;
    for (int i = 0; i < array.length; i++) {
      Cell cell = (Cell) CELL.getAcquire(array, i);
      if (cell != null) {
        to[count++] = cell;
      }
    }
    if (array.length != combinations) {
      sort(to, count);
    }
    return count;
  }

  private static void sort(Cell[] cells, int count) {
    if (count > 16) {
      Arrays.sort(cells, 0, count, Comparator.comparingInt(Cell::closed));
      return;
    }
    for (int i = 1; i < count; i++) {
      Cell cell = cells[i];
      int at = i;
      while (at > 0 && cells[at - 1].closed() > cell.closed()) {
        cells[at] = cells[at - 1];
        at--;
      }
      cells[at] = cell;
    }
  }

  /** Receives rows that were removed. */
  public interface RetiredRow {

    /**
     * Receives a row.
     *
     * @param ended its cells that were retired, each with its last numbers
     * @param isEmpty true if the row has no cell left
     */
    void retired(Row row, Map<Cell, RetiredTotal> ended, boolean isEmpty);
  }

  /** Receives the cells of a table. */
  public interface Visitor<C> {

    /** Receives one cell. */
    void visit(Row row, C cell) throws IOException;
  }
}
