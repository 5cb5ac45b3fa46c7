package io.upstream.metrics.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.tools.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;

/** The page that shows each query with what it answered. */
final class QueryResults {

  private static final Path PAGE = Path.of("..", "docs", "query-results.md");

  private QueryResults() {}

  static void compare(Map<Query, Map<Map<String, String>, Double>> results, LedgerAnswers ledger)
      throws IOException {
    String page = render(results, ledger);
    if (Boolean.getBoolean("upstream.mend")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE)
        .as(
            "docs/query-results.md is not what Prometheus answers; write it anew with\n"
                + "  mvn -q -pl monitoring -am -Pfull test -Dtest=EvaluationTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dupstream.mend=true")
        .hasContent(page);
  }

  private static String render(
      Map<Query, Map<Map<String, String>, Double>> results, LedgerAnswers ledger) {
    StringBuilder page =
        new StringBuilder(
            """
            # What every query answers

            Written by `EvaluationTest`. It has two instances do a little of everything for two and a half hours, writes their pages into Debian's Prometheus with the times that scrapes would have had, and asks every query of [the reference](PROMETHEUS_METRICS.md#queries). *Equal* means that the answer is what a ledger of the instances' own says, to nine digits; a blank, that the ledger does not know it.

            | | question | query | series | an answer | ledger |
            |---|---|---|---:|---|---|
            """);
    results.forEach(
        (query, result) -> {
          boolean known = ledger.knows(query.id());
          page.append(
              "| %s | %s | `%s` | %s | %s | %s |\n"
                  .formatted(
                      query.id(),
                      query.question(),
                      query.text().replace("|", "\\|"),
                      result.size(),
                      known ? example(result) : "a number",
                      known ? "equal" : ""));
        });
    return page.toString();
  }

  private static String example(Map<Map<String, String>, Double> result) {
    Map.Entry<Map<String, String>, Double> first =
        result.entrySet().stream()
            .filter(entry -> !entry.getValue().isNaN())
            .min(Comparator.comparing(entry -> entry.getKey().toString()))
            .orElseThrow();
    String number = String.format(Locale.ROOT, "%.4g", first.getValue());
    String labels = first.getKey().isEmpty() ? "" : " for `" + first.getKey() + "`";
    return number + labels;
  }
}
