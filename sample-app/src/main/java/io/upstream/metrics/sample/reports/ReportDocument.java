package io.upstream.metrics.sample.reports;

import io.upstream.metrics.label.ReportType;
import io.upstream.metrics.sample.claims.Decision;
import io.upstream.metrics.sample.claims.Outcome;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Writes a report: a line for each payer, with the average that the report is about. */
final class ReportDocument {

  private static final Map<ReportType, ToDoubleFunction<Decision>> FIGURES =
      Map.of(
          ReportType.DRIFT_SUMMARY, each -> each.billed() - each.paid(),
          ReportType.PAYMENT_ANALYSIS,
              each -> ChronoUnit.DAYS.between(each.submitted(), each.decided()),
          ReportType.DENIAL_ANALYSIS, each -> each.outcome() == Outcome.DENIED ? 1 : 0,
          ReportType.QUALITY_DASHBOARD, each -> each.denialCode() == null ? 1 : 0);

  private ReportDocument() {}

  static boolean knows(ReportType type) {
    return FIGURES.containsKey(type);
  }

  static String write(ReportType type, List<Decision> decisions) {
    ToDoubleFunction<Decision> figure = FIGURES.get(type);
    if (figure == null || decisions.isEmpty()) {
      throw new NothingToReport();
    }
    Map<String, Double> byPayer =
        decisions.stream()
            .collect(
                Collectors.groupingBy(
                    Decision::payer, TreeMap::new, Collectors.averagingDouble(figure)));
    StringBuilder text = new StringBuilder(type.value() + "\n");
    byPayer.forEach(
        (payer, average) -> text.append(String.format(Locale.ROOT, "%s %.3f%n", payer, average)));
    return text.toString();
  }
}
