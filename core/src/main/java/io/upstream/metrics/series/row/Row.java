package io.upstream.metrics.series.row;

import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.series.cell.Cell;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The series that have the same values of the open labels.
 *
 * <p>A family with one series for each value has as many rows as series, so a row is small: 32
 * bytes.
 *
 * <p>Its cells are one cell alone, or an array by combination of closed labels: see {@link
 * RowTable}.
 */
public final class Row {

  final @Nullable LabelEntry a;

  /** The second value, or an array of the second and all further values. */
  final @Nullable Object rest;

  private volatile Object cells;
  private volatile long mark; // of what the guard saw when it last looked

  Row(
      @Nullable LabelEntry a,
      @Nullable LabelEntry b,
      @Nullable LabelEntry c,
      LabelEntry @Nullable [] more,
      Object cells) {
    this.a = a;
    this.rest = c == null || b == null ? b : rest(b, c, more);
    this.cells = cells;
  }

  private static LabelEntry[] rest(LabelEntry b, LabelEntry c, LabelEntry @Nullable [] more) {
    if (more == null) {
      return new LabelEntry[] {b, c};
    }
    LabelEntry[] all = new LabelEntry[2 + more.length];
    all[0] = b;
    all[1] = c;
    System.arraycopy(more, 0, all, 2, more.length);
    return all;
  }

  /** Returns the value of an open label, by its place among the open labels of the record. */
  public LabelEntry entry(int level) {
    return Objects.requireNonNull(level == 0 ? a : rest(level - 1));
  }

  private @Nullable LabelEntry rest(int level) {
    Object values = rest;
    if (values instanceof LabelEntry[] all) {
      return level < all.length ? all[level] : null;
    }
    return level == 0 ? (LabelEntry) values : null;
  }

  /** Returns whether it is the row of some values; values beyond the family's labels are null. */
  boolean isFor(
      @Nullable LabelEntry first,
      @Nullable LabelEntry second,
      @Nullable LabelEntry third,
      LabelEntry @Nullable [] more) {
    if (a != first || rest(0) != second || rest(1) != third) {
      return false;
    }
    for (int i = 0; more != null && i < more.length; i++) {
      if (more[i] != rest(2 + i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads what a page needs first of this row, so that the processor fetches it; the returned
   * number has no meaning.
   */
  public int touch() {
    int length = cells instanceof Cell[] several ? several.length : 0;
    return a == null ? length : length + a.text().length;
  }

  public long mark() {
    return mark;
  }

  public void mark(long next) {
    mark = next;
  }

  Object cells() {
    return cells;
  }

  void cells(Object next) {
    cells = next;
  }
}
