package io.upstream.metrics.monitoring.alert.scenario;

import io.upstream.metrics.monitoring.alert.Alerts;
import io.upstream.metrics.tools.Alert;
import io.upstream.metrics.tools.AlertCase;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The test situations of every alert: the situation that it is for, one below its limit, no series
 * at all, a single first event, and a counter that starts again.
 */
public final class AlertCases {

  public static final String FIRES = "fires when it should";
  public static final String QUIET = "is quiet below its limit";
  public static final String NOTHING = "no data";
  public static final String FIRST = "one first event";
  public static final String RESET = "a counter starts again";
  static final String BIRTHS = "first events of new series, which are shown as 0 first";
  static final String AT_ONCE = "first events of new series, which are shown at once";

  private static final Map<String, Alert> BY_NAME =
      Alerts.ALL.stream().collect(Collectors.toMap(Alert::name, Function.identity()));

  public static final List<AlertCase> ALL =
      Stream.of(
              ApiAlertCases.all(),
              SloAlertCases.all(),
              WorkAlertCases.all(),
              DatabaseAlertCases.all(),
              InstanceAlertCases.all(),
              GuardAlertCases.all(),
              SiblingAlertCases.all(),
              StoreAlertCases.all(),
              MonitoringAlertCases.all(),
              withoutData())
          .flatMap(List::stream)
          .toList();

  private AlertCases() {}

  /** Nothing that an alert could be about. */
  private static List<AlertCase> withoutData() {
    return Alerts.ALL.stream()
        .map(Alert::name)
        .filter(name -> !List.of("TargetMissing", "Watchdog").contains(name))
        .map(name -> tried(name, NOTHING, "30m").with("something_else{job=\"x\"}", "1x200"))
        .toList();
  }

  /** Returns a case of an alert. */
  static AlertCase tried(String alert, String situation, String at) {
    return AlertCase.of(
        Objects.requireNonNull(BY_NAME.get(alert), "no alert " + alert), situation, at);
  }

  /**
   * Returns a new series as scrapers are shown it: 0, and then what it had counted at its first
   * event.
   */
  static String born(int after, int value) {
    return "_x" + after + " 0 " + value + "x60";
  }

  /** Returns a new series that appears with what it had counted at its first event. */
  static String atOnce(int after, int value) {
    return "_x" + (after + 1) + " " + value + "x60";
  }

  /** Returns a series of the job upstream. */
  static String ours(String name, String labels) {
    return series(name, "upstream", labels);
  }

  /** Returns a series of a job. */
  static String series(String name, String job, String labels) {
    return series(name, job, "a:8000", labels);
  }

  /** Returns a series of an instance. */
  static String series(String name, String job, String instance, String labels) {
    return "%s{job=\"%s\", instance=\"%s\"%s}"
        .formatted(name, job, instance, labels.isEmpty() ? "" : ", " + labels);
  }

  /** Returns a histogram with two bounds; what is below the upper one is all there is. */
  static AlertCase buckets(
      AlertCase each,
      String name,
      String labels,
      String lower,
      String belowIt,
      String upper,
      String all) {
    return each.with(ours(name + "_bucket", le(labels, lower)), belowIt)
        .with(ours(name + "_bucket", le(labels, upper)), all)
        .with(ours(name + "_bucket", le(labels, "+Inf")), all)
        .with(ours(name + "_count", labels), all);
  }

  private static String le(String labels, String bound) {
    return (labels.isEmpty() ? "" : labels + ", ") + "le=\"" + bound + "\"";
  }
}
