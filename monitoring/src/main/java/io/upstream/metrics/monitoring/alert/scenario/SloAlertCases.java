package io.upstream.metrics.monitoring.alert.scenario;

import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.FIRES;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.FIRST;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.QUIET;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.RESET;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.ours;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.tried;

import io.upstream.metrics.catalog.HttpFamilies;
import io.upstream.metrics.tools.AlertCase;
import java.util.List;
import java.util.stream.Stream;

/** Situations of the objective's alerts. */
final class SloAlertCases {

  private static final String GOOD =
      ours(HttpFamilies.RESPONSES_BY_STATUS.name(), "status=\"200\"");
  private static final String BAD = ours(HttpFamilies.RESPONSES_BY_STATUS.name(), "status=\"500\"");

  private SloAlertCases() {}

  static List<AlertCase> all() {
    return Stream.of(
            cases("HttpErrorBudgetBurnsFast", "2h", 20, "2%", "0+20x100 2000x500"),
            cases("HttpErrorBudgetBurnsSlowly", "3h", 10, "1%", "0+10x120 1200x480"),
            cases("HttpErrorBudgetBurnsSteadily", "8h", 2, "0.2%", "0+2x60 120x540"))
        .flatMap(List::stream)
        .toList();
  }

  private static List<AlertCase> cases(
      String alert, String at, int failures, String share, String over) {
    return List.of(
        tried(alert, FIRES, at)
            .with(GOOD, "0+%sx600".formatted(1000 - failures))
            .with(BAD, "0+%sx600".formatted(failures))
            .fires(share, "job", "upstream"),
        tried(alert, QUIET, at).with(GOOD, "0+9999x600").with(BAD, "0+5x600"),
        tried(alert, "it is over", at).with(GOOD, "0+980x600").with(BAD, over),
        tried(alert, "three errors at night", at).with(GOOD, "0x600").with(BAD, "0x90 1 2 3x500"),
        tried(alert, FIRST, at).with(GOOD, "0+9999x600").with(BAD, "_x90 1x510"),
        tried(alert, RESET, at)
            .with(GOOD, "0+9999x100 0+9999x500")
            .with(BAD, "5000+1x100 0+1x500"));
  }
}
