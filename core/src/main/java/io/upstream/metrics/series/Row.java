package io.upstream.metrics.series;

import io.upstream.metrics.guard.LabelEntry;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The series that have the same values of the open labels.
 *
 * <p>Its cells are one cell alone, or an array by combination of closed labels: see {@link
 * RowTable}.
 */
public final class Row {

  final @Nullable LabelEntry a;
  final @Nullable LabelEntry b;
  final @Nullable LabelEntry c;
  final LabelEntry @Nullable [] more; // of the rare families with more than three open labels
  private volatile Object cells;
  private volatile long mark; // of what the guard saw when it last looked

  Row(
      @Nullable LabelEntry a,
      @Nullable LabelEntry b,
      @Nullable LabelEntry c,
      LabelEntry @Nullable [] more,
      Object cells) {
    this.a = a;
    this.b = b;
    this.c = c;
    this.more = more;
    this.cells = cells;
  }

  /** The value of an open label, by its place among the open labels of the record. */
  public LabelEntry entry(int level) {
    return switch (level) {
      case 0 -> Objects.requireNonNull(a);
      case 1 -> Objects.requireNonNull(b);
      case 2 -> Objects.requireNonNull(c);
      default -> Objects.requireNonNull(more)[level - 3];
    };
  }

  long mark() {
    return mark;
  }

  void mark(long next) {
    mark = next;
  }

  Object cells() {
    return cells;
  }

  void cells(Object next) {
    cells = next;
  }
}
