package io.upstream.metrics.page;

import io.upstream.metrics.guard.Departure;
import io.upstream.metrics.guard.NamedValue;
import io.upstream.metrics.label.FoldReason;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** Lays a report out for a terminal of a hundred columns: what is wrong first, then the figures. */
final class ReportText {

  private static final int FAMILIES = 15;
  private static final int SHOWN = 5;
  private static final Collector<CharSequence, ?, String> AND = Collectors.joining(", ");

  private final StringBuilder out = new StringBuilder();

  ReportText(Report report) {
    line("guard report, mode %s, %s", report.mode, report.time);
    line(
        "page: %,d of %,d sample lines (%.1f %%), at worst %,d",
        report.lines,
        report.lineBudget,
        100.0 * report.lines / Math.max(1, report.lineBudget),
        report.worstCase);
    line("");
    long troubled = report.labels.stream().filter(label -> label.count() > 0).count();
    line(troubled == 0 ? "Nothing was folded." : "What was folded, the most first:");
    report.labels.stream().filter(label -> label.count() > 0).forEach(this::trouble);
    line("");
    labels(report);
    report.labels.stream().filter(ReportText::isNearlySpent).forEach(this::places);
    line("");
    families(report);
  }

  private void trouble(LabelFigures label) {
    String name = label.guard().name();
    line("");
    line("! %s: %,d times%s", name, label.count(), since(label));
    line("    most of it in %s", cut(label.folded().get(0).family(), 80));
    for (Map.Entry<FoldReason, Long> each : label.byReason().entrySet()) {
      line("    %-12s %,14d  %s", each.getKey().wireValue(), each.getValue(), why(each, label));
    }
    String setting = name.toUpperCase(Locale.ROOT);
    if (label.countOf(FoldReason.OVER_BUDGET) > 0) {
      if (label.suggestedBudget() > label.guard().budget()) {
        line("    set METRICS_BUDGET_%s=%d", setting, label.suggestedBudget());
      } else {
        line(
            "    find who passes so many values; METRICS_ALLOW_%s=.. keeps the ones you need",
            setting);
      }
    }
    if (label.countOf(FoldReason.SHARE) > 0) {
      line("    METRICS_ALLOW_%s=.. names the values you need whoever brings them", setting);
    }
    if (label.countOf(FoldReason.PAGE_BUDGET) > 0) {
      line("    raise METRICS_LINE_BUDGET, or lower a budget: see the families below");
    }
  }

  private static String why(Map.Entry<FoldReason, Long> each, LabelFigures label) {
    return switch (each.getKey()) {
      case OVER_BUDGET ->
          String.format(
              Locale.ROOT,
              "about %,d values for a budget of %,d (%.1f times)",
              label.guard().demand(),
              label.guard().budget(),
              (double) label.guard().demand() / Math.max(1, label.guard().budget()));
      case SHARE ->
          String.format(
              Locale.ROOT, "a customer brought more than %,d values", label.guard().share());
      case PAGE_BUDGET -> "the page had no line left";
      case INVALID -> "not of the label's form";
      case REDACTED -> "looked like personal data";
      case UNKNOWN -> "null or blank";
    };
  }

  private static String since(LabelFigures label) {
    var first = label.guard().firstOverflow();
    return first == null ? "" : ", first over " + first.truncatedTo(ChronoUnit.SECONDS);
  }

  private void labels(Report report) {
    line(
        "%-18s %8s %8s %10s %6s %14s  heaviest",
        "label", "values", "budget", "demand", "share", "folded");
    for (LabelFigures label : report.labels) {
      line(
          "%-18s %,8d %,8d %,10d %,6d %,14d  %s",
          cut(label.guard().name(), 18),
          label.guard().spent(),
          label.guard().budget(),
          label.guard().demand(),
          label.guard().share(),
          label.count(),
          label.heaviest().isEmpty() ? "" : cut(heaviest(label.heaviest().get(0)), 28));
    }
  }

  private static boolean isNearlySpent(LabelFigures label) {
    return label.guard().spent() >= 0.8 * label.guard().budget() && label.guard().spent() > 0;
  }

  /**
   * Writes which values have the places of a budget that is nearly spent, so that an operator can
   * release some.
   */
  private void places(LabelFigures label) {
    line("");
    line("places of %s:", label.guard().name());
    line("    most used       %s", values(label.mostUsed(SHOWN)));
    line("    longest unused  %s", values(label.longestUnused(SHOWN)));
    List<Departure> left = label.guard().departures();
    if (!left.isEmpty()) {
      line("    left            %s", left.stream().limit(SHOWN).map(ReportText::of).collect(AND));
    }
  }

  private static String values(List<NamedValue> values) {
    return values.stream()
        .map(each -> String.format(Locale.ROOT, "%s %,d", each.entry().value(), each.events()))
        .collect(AND);
  }

  private static String of(Departure departure) {
    String reason = departure.reason().name().toLowerCase(Locale.ROOT);
    return departure.value() == null ? reason : departure.value() + " " + reason;
  }

  private static String heaviest(LabelFigures.Heavy value) {
    return String.format(Locale.ROOT, "%,d lines %s", value.lines(), value.value());
  }

  private void families(Report report) {
    line("%-66s %10s %10s %10s", "family", "lines", "at worst", "folded");
    report.families.stream()
        .limit(FAMILIES)
        .forEach(
            family ->
                line(
                    "%-66s %,10d %10s %,10d",
                    cut(family.name(), 66),
                    family.lines(),
                    brief(family.worstCase()),
                    family.folded()));
    if (report.families.size() > FAMILIES) {
      line("and %d families with fewer lines", report.families.size() - FAMILIES);
    }
  }

  private static String brief(long number) {
    return number < 1_000_000
        ? String.format(Locale.ROOT, "%,d", number)
        : number < 1_000_000_000
            ? String.format(Locale.ROOT, "%,d m", number / 1_000_000)
            : ">= 1,000 m";
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 2) + "..";
  }

  private void line(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
