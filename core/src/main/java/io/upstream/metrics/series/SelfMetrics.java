package io.upstream.metrics.series;

import io.upstream.metrics.catalog.SelfFamilies;
import io.upstream.metrics.guard.KeyedLabel;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.guard.LabelResolver;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Registers the figures of guards and page as suppliers, which a page reads. */
public final class SelfMetrics implements SeriesListener {

  private final SeriesRegistry book;
  private final GaugeSeries<SelfFamilies.FamilyLabels> lines;
  private final GaugeSeries<SelfFamilies.LabelLabels> values;
  private final GaugeSeries<SelfFamilies.LabelLabels> budgets;
  private final GaugeSeries<SelfFamilies.LabelLabels> demands;
  private final Set<LabelResolver<?>> watched = ConcurrentHashMap.newKeySet();

  private SelfMetrics(SeriesRegistry book) {
    this.book = book;
    this.lines = book.gauge(SelfFamilies.LINES);
    this.values = book.gauge(SelfFamilies.LABEL_VALUES);
    this.budgets = book.gauge(SelfFamilies.LABEL_BUDGET);
    this.demands = book.gauge(SelfFamilies.LABEL_DEMAND);
  }

  /** Watches the figures of a book. */
  public static void watch(SeriesRegistry book) {
    book.gauge(SelfFamilies.LINE_BUDGET).watch(book::lineBudget);
    book.gauge(SelfFamilies.ZERO_FIRST_HOLD).watch(() -> book.zeroMillis() / 1e3);
    book.forEachNowAndLater(new SelfMetrics(book));
  }

  @Override
  public void removed(FamilySeries<?, ?> series) {
    lines.watch(series.familyEntry, null);
    for (KeyedLabel label : series.plan.keyed()) {
      if (label instanceof LabelResolver<?> guard
          && book.isUnused(guard)
          && watched.remove(guard)) {
        LabelEntry name = book.labelEntry(guard.name());
        values.watch(name, null);
        budgets.watch(name, null);
        demands.watch(name, null);
      }
    }
  }

  @Override
  public void added(FamilySeries<?, ?> series) {
    lines.watch(series.familyEntry, series::lines);
    for (KeyedLabel label : series.plan.keyed()) {
      if (label instanceof LabelResolver<?> guard && !guard.isUnlimited() && watched.add(guard)) {
        watch(guard);
      }
    }
  }

  // Constants and the allow-list take no places of the budget. If they were included, an alert on
  // values over budget would fire for services that allow many values.
  private void watch(LabelResolver<?> guard) {
    LabelEntry name = book.labelEntry(guard.name());
    values.watch(name, guard::spent);
    budgets.watch(name, guard::budget);
    demands.watch(name, guard::demand);
    book.makeChanges(name);
  }
}
