package io.upstream.metrics.page;

import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.guard.Departure;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.guard.NamedValue;
import io.upstream.metrics.guard.WorstCase;
import io.upstream.metrics.series.SeriesRegistry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A report of the guard's decisions for operators: which label of which family is over its budget,
 * since when and by how much, and which setting to change.
 *
 * <pre>{@code
 * System.out.print(recorder.report());     // for a terminal
 * recorder.report().json();                // for a machine
 * }</pre>
 *
 * <p>It shows named values, as the page does, and never shows values that are not named.
 */
public final class Report {

  private static final int SHOWN = 10;

  final Mode mode;
  final Instant time;
  final long lines;
  final long lineBudget;
  final long worstCase;
  final List<FamilyFigures> families;
  final List<LabelFigures> labels;

  /** Creates the report of a book as it is now. */
  public Report(SeriesRegistry book) {
    book.guards().look(); // the report shows the last use of values up to now
    List<Family<?>> declared = new ArrayList<>();
    book.series().forEach(series -> declared.add(series.family()));
    WorstCase worst = new WorstCase(declared, book.guards());
    ReportReader reader = new ReportReader(book);
    this.mode = book.guards().mode();
    this.time = book.guards().now().truncatedTo(ChronoUnit.SECONDS);
    this.families = reader.families(worst);
    this.labels = reader.labels();
    this.lines = families.stream().mapToLong(FamilyFigures::lines).sum();
    this.lineBudget = book.lineBudget();
    this.worstCase = worst.lines();
  }

  /** Returns all figures, for machines. */
  public String json() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("mode", mode);
    root.put("time", time);
    root.put("lines", lines);
    root.put("line_budget", lineBudget);
    root.put("worst_case", worstCase);
    root.put("labels", labels.stream().map(Report::json).toList());
    root.put("families", families.stream().map(Report::json).toList());
    return Json.write(root);
  }

  static Map<String, Object> json(NamedValue value) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("value", value.entry().value());
    json.put("events", value.events());
    Instant last = value.lastUsed();
    json.put("last_used", last == null ? "" : last.truncatedTo(ChronoUnit.SECONDS));
    return json;
  }

  private static Map<String, Object> json(Departure departure) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("time", departure.time().truncatedTo(ChronoUnit.SECONDS));
    json.put("reason", departure.reason().name().toLowerCase(Locale.ROOT));
    json.put("value", departure.value() == null ? "" : departure.value());
    return json;
  }

  private static Map<String, Object> json(LabelFigures label) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("label", label.guard().name());
    json.put("values", label.guard().spent());
    json.put("budget", label.guard().budget());
    json.put("share", label.guard().share());
    json.put("free_values", label.guard().values() - label.guard().spent());
    json.put("demand", label.guard().demand());
    Instant since = label.guard().firstOverflow();
    json.put("first_overflow", since == null ? "" : since.truncatedTo(ChronoUnit.SECONDS));
    json.put("suggested_budget", label.suggestedBudget());
    json.put("naming", label.guard().naming().name().toLowerCase(Locale.ROOT));
    json.put("named", label.guard().namedSoFar());
    json.put("left", label.guard().leftSoFar());
    json.put("returned", label.guard().returnedSoFar());
    json.put("promoted", label.guard().promotedSoFar());
    json.put(
        "folded",
        label.folded().stream()
            .map(f -> fields("family", f.family(), "reason", f.reason().wireValue(), f.count()))
            .toList());
    json.put(
        "heaviest",
        label.heaviest().stream()
            .map(h -> Map.of("value", h.value(), "lines", h.lines()))
            .toList());
    json.put("most_used", label.mostUsed(SHOWN).stream().map(Report::json).toList());
    json.put("longest_unused", label.longestUnused(SHOWN).stream().map(Report::json).toList());
    json.put("departures", label.guard().departures().stream().map(Report::json).toList());
    return json;
  }

  private static Map<String, Object> json(FamilyFigures family) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("family", family.name());
    json.put("lines", family.lines());
    json.put("worst_case", family.worstCase());
    json.put("folded", family.folded());
    return json;
  }

  private static Map<String, Object> fields(
      String a, String valueA, String b, String valueB, long count) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(a, valueA);
    json.put(b, valueB);
    json.put("count", count);
    return json;
  }

  /** Returns the text for a terminal of a hundred columns. */
  @Override
  public String toString() {
    return new ReportText(this).toString();
  }
}
