package io.upstream.metrics.series;

import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.catalog.SelfFamilies;
import io.upstream.metrics.guard.KeyedLabel;
import io.upstream.metrics.guard.LabelGuard;
import io.upstream.metrics.label.FamilyName;
import io.upstream.metrics.label.LabelTypeName;

/** Has the figures of the guards and the page read when somebody looks. */
final class SelfMetrics implements SeriesListener {

  private final SeriesBook book;

  private SelfMetrics(SeriesBook book) {
    this.book = book;
  }

  static void watch(SeriesBook book) {
    SelfFamilies.ALL.forEach(book::add);
    SelfMetrics self = new SelfMetrics(book);
    book.gauge(SelfFamilies.LINE_BUDGET).watch(NoLabels.NONE, (GaugeCell.Ours) book::lineBudget);
    book.forEachNowAndLater(self);
  }

  private Gauge.Watch watchLines(Series<?, ?> series) {
    FamilyName name = new FamilyName(series.family().name());
    return book.gauge(SelfFamilies.LINES)
        .watch(new SelfFamilies.FamilyLabels(name), (GaugeCell.Ours) series::lines);
  }

  @Override
  public void removed(Series<?, ?> series) {
    watchLines(series).close();
  }

  @Override
  public void added(Series<?, ?> series) {
    watchLines(series);
    for (KeyedLabel label : series.plan.keyed()) {
      if (label instanceof LabelGuard guard && !guard.isUnlimited()) {
        watch(guard);
      }
    }
  }

  // Constants and the allow-list spend nothing: with them, an alert on values over budget would
  // fire
  // for those who allow many.
  private void watch(LabelGuard guard) {
    SelfFamilies.LabelLabels labels = new SelfFamilies.LabelLabels(new LabelTypeName(guard.name()));
    book.gauge(SelfFamilies.LABEL_VALUES).watch(labels, (GaugeCell.Ours) guard::spent);
    book.gauge(SelfFamilies.LABEL_BUDGET).watch(labels, (GaugeCell.Ours) guard::budget);
    book.gauge(SelfFamilies.LABEL_DEMAND).watch(labels, (GaugeCell.Ours) guard::demand);
  }
}
