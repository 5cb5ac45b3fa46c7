package io.upstream.metrics.page;

import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.SelfFamilies;
import io.upstream.metrics.guard.KeyedLabel;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.guard.LabelResolver;
import io.upstream.metrics.guard.NamedValue;
import io.upstream.metrics.guard.WorstCase;
import io.upstream.metrics.label.FoldReason;
import io.upstream.metrics.series.CounterSeries;
import io.upstream.metrics.series.FamilySeries;
import io.upstream.metrics.series.SeriesRegistry;
import io.upstream.metrics.series.cell.Cell;
import io.upstream.metrics.series.row.RowTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the figures of a report from a registry; recording continues meanwhile. */
final class ReportReader {

  private static final int HEAVIEST = 5;

  private final SeriesRegistry book;
  private final List<Counted> folded = new ArrayList<>();
  private final Map<KeyedLabel, Map<LabelEntry, Long>> linesOfValues = new HashMap<>();

  private record Counted(String family, String label, FoldReason reason, long count) {}

  ReportReader(SeriesRegistry book) {
    this.book = book;
    read(book.counter(SelfFamilies.FOLDED));
    book.series().forEach(this::countLines);
  }

  private void read(CounterSeries<SelfFamilies.FoldedLabels> counter) {
    int family = position(counter, "family");
    int label = position(counter, "label");
    int reason = position(counter, "reason");
    visit(
        counter,
        (row, cell) -> {
          String[] values = counter.plan().values(row, cell.closed());
          FoldReason why = reason(values[reason]);
          if (cell.whole() > 0) {
            folded.add(new Counted(values[family], values[label], why, cell.whole()));
          }
        });
  }

  private static FoldReason reason(String wireValue) {
    return Arrays.stream(FoldReason.values())
        .filter(each -> each.wireValue().equals(wireValue))
        .findFirst()
        .orElseThrow();
  }

  private static int position(FamilySeries<?, ?> series, String label) {
    return series.family().schema().labels().stream()
        .map(each -> each.name())
        .toList()
        .indexOf(label);
  }

  private <C extends Cell> void countLines(FamilySeries<?, C> series) {
    KeyedLabel[] keyed = series.plan().keyed();
    long lines = WorstCase.linesOf(series.family());
    visit(
        series,
        (row, cell) -> {
          for (int level = 0; level < keyed.length; level++) {
            linesOfValues
                .computeIfAbsent(keyed[level], any -> new HashMap<>())
                .merge(row.entry(level), lines, Long::sum);
          }
        });
  }

  private static <C extends Cell> void visit(
      FamilySeries<?, C> series, RowTable.Visitor<C> visitor) {
    try {
      series.rows().forEach(visitor);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // no output is involved
    }
  }

  /** Returns the families, those with the most lines first. */
  List<FamilyFigures> families(WorstCase worst) {
    return book.series().stream()
        .map(series -> figures(series, worst))
        .sorted(Comparator.comparingLong(FamilyFigures::lines).reversed())
        .toList();
  }

  private FamilyFigures figures(FamilySeries<?, ?> series, WorstCase worst) {
    Family<?> family = series.family();
    long count =
        folded.stream()
            .filter(each -> each.family().equals(family.name()))
            .mapToLong(Counted::count)
            .sum();
    long most = Math.max(series.lines(), worst.lines(family));
    return new FamilyFigures(family.name(), series.lines(), most, count);
  }

  /** Returns the label types that have a budget, those that fold the most first. */
  List<LabelFigures> labels() {
    return book.guards().all().stream()
        .filter(guard -> !guard.isUnlimited())
        .map(this::figures)
        .sorted(Comparator.comparingLong(LabelFigures::count).reversed())
        .toList();
  }

  private LabelFigures figures(LabelResolver<?> guard) {
    List<NamedValue> named = guard.named();
    return new LabelFigures(guard, foldedOf(guard), heaviest(guard, named), named);
  }

  private List<LabelFigures.Folded> foldedOf(LabelResolver<?> guard) {
    return folded.stream()
        .filter(each -> each.label().equals(guard.name()))
        .map(each -> new LabelFigures.Folded(each.family(), each.reason(), each.count()))
        .sorted(Comparator.comparingLong(LabelFigures.Folded::count).reversed())
        .toList();
  }

  private List<LabelFigures.Heavy> heaviest(LabelResolver<?> guard, List<NamedValue> named) {
    return named.stream()
        .map(each -> heavy(each.entry(), lines(guard, each.entry())))
        .filter(each -> each.lines() > 0)
        .sorted(
            Comparator.comparingLong(LabelFigures.Heavy::lines)
                .reversed()
                .thenComparing(LabelFigures.Heavy::value))
        .limit(HEAVIEST)
        .toList();
  }

  /** Returns how many lines of the page have a value. */
  long lines(KeyedLabel label, LabelEntry entry) {
    return linesOfValues.getOrDefault(label, Map.of()).getOrDefault(entry, 0L);
  }

  private static LabelFigures.Heavy heavy(LabelEntry entry, long lines) {
    return new LabelFigures.Heavy(entry.value(), lines);
  }
}
