package io.upstream.metrics.series;

import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.guard.RetainedLabel;
import io.upstream.metrics.series.cell.Cell;
import org.jspecify.annotations.Nullable;

/**
 * One series that is found once; the common part of the bound handles.
 *
 * <p>Binding creates the series, so that a rate sees its first event. The handle resolves its
 * labels again when a budget has changed, because a value that was folded may be named now. A
 * folded value is counted at each use, as it is without a handle.
 *
 * <p>The handle does not retain the label record, which may contain personal data that the screen
 * has caught.
 *
 * @param <C> the type of the series' cell
 */
final class BoundSeries<C extends Cell> {

  private static final RetainedLabel[] NONE = {};

  private final FamilySeries<?, C> series;
  private final int closed;
  private final RetainedLabel[] labels;
  private volatile Found<C> found;

  private BoundSeries(FamilySeries<?, C> series, int closed, RetainedLabel[] labels) {
    this.series = series;
    this.closed = closed;
    this.labels = labels;
    this.found = find(series.registry.guards().generation());
  }

  /** Returns a handle on the series of a label record; a missing label is counted at each use. */
  static <L extends Record, C extends Cell> BoundSeries<C> of(
      FamilySeries<L, C> series, @Nullable L labels) {
    int closed = labels == null ? -1 : series.plan.closed(labels);
    return new BoundSeries<>(
        series, closed, labels == null || closed < 0 ? NONE : series.plan.retain(labels));
  }

  /** Returns the cell, or null where the recording is refused. */
  @Nullable C cell() {
    Found<C> now = found;
    int epoch = series.registry.guards().generation();
    if (now.epoch != epoch) {
      now = find(epoch);
      found = now;
    }
    return now.cell != null ? now.cell : series.locate(closed, now.entries, false);
  }

  /** Returns the cell if the family has no open label, so that no budget changes it; or null. */
  @Nullable C cellWithoutOpenLabels() {
    return labels.length == 0 ? found.cell : null;
  }

  /** Returns the cell after one that has left. */
  @Nullable C cellAfter(C left) {
    Found<C> now = find(series.registry.guards().generation());
    found = now;
    return now.cell != null ? now.cell : series.locate(closed, now.entries, false);
  }

  /** Returns whether a change of budgets can make it another series. */
  boolean isOpen() {
    boolean open = false;
    for (RetainedLabel label : labels) {
      open |= label.isOpen();
    }
    return open;
  }

  /** Returns the cell if none of its values is folded now; otherwise null. Counts nothing. */
  @Nullable C cellIfNamed() {
    for (LabelEntry entry : series.plan.resolve(labels)) {
      if (entry.isFolded()) {
        return null;
      }
    }
    return cell();
  }

  /**
   * Finds the cell if none of its values is folded; a folded value is looked up, and counted, at
   * each use.
   */
  private Found<C> find(int epoch) {
    if (closed < 0) {
      return new Found<>(epoch, FamilySeries.NO_ENTRIES, null);
    }
    LabelEntry[] entries = series.plan.resolve(labels);
    boolean welcome = true;
    for (LabelEntry entry : entries) {
      welcome &= entry.foldReason() == null;
    }
    return new Found<>(epoch, entries, welcome ? series.findOrMake(closed, entries) : null);
  }

  private static final class Found<C extends Cell> {

    final int epoch;
    final LabelEntry[] entries;
    final @Nullable C cell;

    Found(int epoch, LabelEntry[] entries, @Nullable C cell) {
      this.epoch = epoch;
      this.entries = entries;
      this.cell = cell;
    }
  }
}
