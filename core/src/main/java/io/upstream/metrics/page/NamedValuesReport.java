package io.upstream.metrics.page;

import io.upstream.metrics.guard.LabelResolver;
import io.upstream.metrics.guard.NamedValue;
import io.upstream.metrics.series.SeriesRegistry;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A report of all named values of one label type, with the longest unused first. */
public final class NamedValuesReport {

  private NamedValuesReport() {}

  /**
   * Returns a JSON text that has for each value the reason why it is named, its numbers of events
   * and lines, its last use, and its owner.
   */
  public static String json(SeriesRegistry book, LabelResolver<?> guard) {
    book.guards().look();
    ReportReader reader = new ReportReader(book);
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("label", guard.name());
    root.put("budget", guard.budget());
    root.put(
        "named",
        guard.named().stream()
            .sorted(LabelFigures.BY_LAST_USE)
            .map(each -> json(each, reader.lines(guard, each.entry())))
            .toList());
    return Json.write(root);
  }

  private static Map<String, Object> json(NamedValue value, long lines) {
    Map<String, Object> json = Report.json(value);
    json.put("kind", value.kind().name().toLowerCase(Locale.ROOT));
    json.put("lines", lines);
    json.put("owner", value.owner() == null ? "" : value.owner());
    return json;
  }
}
