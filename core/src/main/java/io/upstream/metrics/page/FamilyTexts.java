package io.upstream.metrics.page;

import io.upstream.metrics.series.FamilySeries;
import io.upstream.metrics.series.SeriesListener;
import java.util.concurrent.ConcurrentHashMap;

/** The encoded text of each family, made for the first page that shows it. */
final class FamilyTexts implements SeriesListener {

  private final ConcurrentHashMap<FamilySeries<?, ?>, FamilyText> texts = new ConcurrentHashMap<>();

  FamilyText of(FamilySeries<?, ?> series) {
    FamilyText known = texts.get(series);
    if (known != null) {
      return known;
    }
    FamilyText made = new FamilyText(series);
    FamilyText other = texts.putIfAbsent(series, made);
    return other == null ? made : other;
  }

  @Override
  public void added(FamilySeries<?, ?> series) {}

  @Override
  public void removed(FamilySeries<?, ?> series) {
    texts.remove(series);
  }
}
