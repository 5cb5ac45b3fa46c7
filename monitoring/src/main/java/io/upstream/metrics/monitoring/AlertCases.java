package io.upstream.metrics.monitoring;

import java.util.List;
import java.util.stream.Stream;

/**
 * What every alert is tried in: the situation that it is for, one below its limit, nothing at all,
 * a single first event, and a counter that starts again.
 */
final class AlertCases {

  static final String FIRES = "fires when it should";
  static final String QUIET = "is quiet below its limit";
  static final String NOTHING = "no data";
  static final String FIRST = "one first event";
  static final String RESET = "a counter starts again";

  static final List<AlertCase> ALL =
      Stream.of(
              ApiAlertCases.ALL,
              ServiceAlertCases.ALL,
              SloAlertCases.ALL,
              GuardAlertCases.ALL,
              SiblingAlertCases.ALL,
              StoreAlertCases.ALL,
              withoutData())
          .flatMap(List::stream)
          .toList();

  private AlertCases() {}

  /** Nothing that an alert could be about. */
  private static List<AlertCase> withoutData() {
    return Alerts.ALL.stream()
        .map(Alert::name)
        .filter(name -> !name.equals("UpstreamTargetMissing"))
        .map(name -> AlertCase.of(name, NOTHING, "30m").with("something_else{job=\"x\"}", "1x200"))
        .toList();
  }

  /** A series of the job upstream. */
  static String ours(String name, String labels) {
    return series(name, "upstream", labels);
  }

  /** A series of a job. */
  static String series(String name, String job, String labels) {
    return "%s{job=\"%s\", instance=\"a:8000\"%s}"
        .formatted(name, job, labels.isEmpty() ? "" : ", " + labels);
  }
}
