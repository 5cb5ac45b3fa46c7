package io.upstream.metrics.series;

import io.upstream.metrics.guard.KeyedLabel;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.label.FoldReason;
import io.upstream.metrics.series.cell.CounterCell;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Counts the label values of one family that were folded.
 *
 * <p>Each event with a value over a budget is counted here, so the series of a label and a reason
 * is looked up once and kept.
 */
final class FoldCounters {

  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(CounterCell[].class);
  private static final int REASONS = FoldReason.values().length;

  private final FamilySeries<?, ?> series;
  private final LabelEntry[] labels;
  private final CounterCell[] cells; // by label and reason, made with the first of each

  FoldCounters(FamilySeries<?, ?> series) {
    this.series = series;
    KeyedLabel[] keyed = series.plan.keyed();
    this.labels = new LabelEntry[keyed.length];
    for (int level = 0; level < keyed.length; level++) {
      labels[level] = series.registry.labelEntry(keyed[level].name());
    }
    this.cells = new CounterCell[keyed.length * REASONS];
  }

  /** Returns the name of a label type, as the value of a label. */
  LabelEntry label(int level) {
    return labels[level];
  }

  /** Counts one; the first is logged, and a strict recorder throws. */
  @SuppressWarnings("EnumOrdinal") // an index within this process
  void count(int level, FoldReason reason) {
    int at = level * REASONS + reason.ordinal();
    CounterCell cell = (CounterCell) CELL.getAcquire(cells, at);
    if (cell == null) {
      cell = series.registry.folded(reason, series.familyEntry, labels[level]);
      CounterCell before = (CounterCell) CELL.compareAndExchange(cells, at, null, cell);
      if (before == null && series.registry.guards().mode() == Mode.ENFORCE) {
        FoldLog.first(series.family.name(), series.plan.keyed()[level], reason);
      }
    }
    cell.add(1);
    if (series.registry.guards().mode() == Mode.STRICT) {
      throw refusal(series.plan.keyed()[level], reason);
    }
  }

  private IllegalArgumentException refusal(KeyedLabel label, FoldReason reason) {
    return series.registry.strictRefusal(
        series.family.name()
            + ": a value of "
            + label.name()
            + " was folded, reason "
            + reason.wireValue()
            + ": expected "
            + label.expected(reason));
  }
}
