package io.upstream.metrics.series;

import io.upstream.metrics.guard.LabelEntry;
import org.jspecify.annotations.Nullable;

/**
 * One series, found once: what the bound handles share.
 *
 * <p>Binding makes the series, so that a rate sees its first event. It looks again when a budget
 * has changed, for what was folded then may be named now. A value that is folded is counted at each
 * use, as it is without a handle.
 *
 * @param <L> the label record
 * @param <C> what holds the number
 */
final class Binding<L extends Record, C> {

  private final Series<L, C> series;
  private final @Nullable L labels;
  private volatile Found<C> found;

  Binding(Series<L, C> series, @Nullable L labels) {
    this.series = series;
    this.labels = labels;
    this.found = find(series.book.guards().epoch());
  }

  /** The cell, or null where the recording is refused. */
  @Nullable C cell() {
    Found<C> now = found;
    int epoch = series.book.guards().epoch();
    if (now.epoch != epoch) {
      now = find(epoch);
      found = now;
    }
    return now.cell != null ? now.cell : series.cell(now.closed, now.entries);
  }

  /**
   * The cell if all its values are welcome: what is folded is looked up, and counted, at each use.
   */
  private Found<C> find(int epoch) {
    if (labels == null) {
      return new Found<>(epoch, -1, Series.NO_ENTRIES, null);
    }
    int closed = series.plan.closed(labels);
    LabelEntry[] entries = series.plan.resolve(labels);
    boolean welcome = closed >= 0;
    for (LabelEntry entry : entries) {
      welcome &= entry.counted() == null;
    }
    return new Found<>(epoch, closed, entries, welcome ? series.make(closed, entries) : null);
  }

  private static final class Found<C> {

    final int epoch;
    final int closed;
    final LabelEntry[] entries;
    final @Nullable C cell;

    Found(int epoch, int closed, LabelEntry[] entries, @Nullable C cell) {
      this.epoch = epoch;
      this.closed = closed;
      this.entries = entries;
      this.cell = cell;
    }
  }
}
