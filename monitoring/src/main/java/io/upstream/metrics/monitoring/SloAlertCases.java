package io.upstream.metrics.monitoring;

import static io.upstream.metrics.monitoring.AlertCases.FIRES;
import static io.upstream.metrics.monitoring.AlertCases.FIRST;
import static io.upstream.metrics.monitoring.AlertCases.QUIET;
import static io.upstream.metrics.monitoring.AlertCases.RESET;
import static io.upstream.metrics.monitoring.AlertCases.ours;

import io.upstream.metrics.catalog.HttpFamilies;
import java.util.List;
import java.util.stream.Stream;

/** Situations of the objective's alerts. */
final class SloAlertCases {

  private static final String GOOD =
      ours(HttpFamilies.RESPONSES_BY_STATUS.name(), "status=\"200\"");
  private static final String BAD = ours(HttpFamilies.RESPONSES_BY_STATUS.name(), "status=\"500\"");

  static final List<AlertCase> ALL =
      Stream.concat(
              cases(
                  "HttpErrorBudgetBurnsFast",
                  "2h",
                  20,
                  "2% of the responses of upstream over 1h are 5xx, and over 5m as well: 14.4 times"
                      + " what 99.9% allows. At this speed a month's budget lasts 2 days."),
              cases(
                  "HttpErrorBudgetBurnsSlowly",
                  "3h",
                  10,
                  "1% of the responses of upstream over 6h are 5xx, and over 30m as well: 6 times"
                      + " what 99.9% allows. At this speed a month's budget lasts 5 days."))
          .toList();

  private SloAlertCases() {}

  private static Stream<AlertCase> cases(
      String alert, String at, int failures, String description) {
    return Stream.of(
        AlertCase.of(alert, FIRES, at)
            .with(GOOD, "0+%sx600".formatted(1000 - failures))
            .with(BAD, "0+%sx600".formatted(failures))
            .fires("upstream burns its error budget", description, "job", "upstream"),
        AlertCase.of(alert, QUIET, at).with(GOOD, "0+999x600").with(BAD, "0+1x600"),
        AlertCase.of(alert, "it is over", at)
            .with(GOOD, "0+980x600")
            .with(BAD, at.equals("2h") ? "0+20x100 2000x500" : "0+20x120 2400x480"),
        AlertCase.of(alert, FIRST, at).with(GOOD, "0+999x600").with(BAD, "_x90 1x510"),
        AlertCase.of(alert, RESET, at)
            .with(GOOD, "0+999x100 0+999x500")
            .with(BAD, "5000+1x100 0+1x500"));
  }
}
