package io.upstream.metrics.page;

import io.upstream.metrics.series.FamilySeries;
import java.util.concurrent.ConcurrentHashMap;

/** The encoded text of each family, made for the first page that shows it. */
final class FamilyTexts {

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
}
