package io.upstream.metrics.monitoring;

import static io.upstream.metrics.monitoring.AlertCases.FIRES;
import static io.upstream.metrics.monitoring.AlertCases.FIRST;
import static io.upstream.metrics.monitoring.AlertCases.QUIET;
import static io.upstream.metrics.monitoring.AlertCases.RESET;

import io.upstream.metrics.catalog.HttpFamilies;
import io.upstream.metrics.vocabularies.FikoEventFamilies;
import io.upstream.metrics.vocabularies.FikoFamilies;
import java.util.List;
import java.util.stream.Stream;

/** Situations of Fiko's alerts. */
final class SiblingAlertCases {

  static final List<AlertCase> ALL =
      Stream.of(errors(), latency(), workers(), tasks()).flatMap(List::stream).toList();

  private SiblingAlertCases() {}

  private static String fiko(String name, String labels) {
    return AlertCases.series(name, "fiko", labels);
  }

  private static List<AlertCase> errors() {
    return shares(
        "DjangoHighErrorRate",
        fiko(HttpFamilies.RESPONSES_BY_STATUS.name(), "status=\"200\""),
        fiko(HttpFamilies.RESPONSES_BY_STATUS.name(), "status=\"503\""),
        "20% of the requests to fiko fail",
        "5xx among all responses of fiko over 5 minutes is 20%, above 5%.");
  }

  private static List<AlertCase> tasks() {
    return shares(
        "CeleryHighTaskFailureRate",
        fiko(FikoFamilies.TASKS.name(), "name=\"mail\", state=\"success\""),
        fiko(FikoFamilies.TASKS.name(), "name=\"mail\", state=\"failure\""),
        "20% of the tasks of fiko fail",
        "Failures among the ended tasks of fiko over 5 minutes is 20%, above 10%.");
  }

  private static List<AlertCase> shares(
      String alert, String good, String bad, String summary, String description) {
    return List.of(
        AlertCase.of(alert, FIRES, "25m")
            .with(good, "0+80x40")
            .with(bad, "0+20x40")
            .fires(summary, description, "job", "fiko"),
        AlertCase.of(alert, QUIET, "25m").with(good, "0+96x40").with(bad, "0+4x40"),
        AlertCase.of(alert, FIRST, "25m").with(good, "0+1x40").with(bad, "_x15 1x25"),
        AlertCase.of(alert, RESET, "35m")
            .with(good, "0+96x20 0+96x20")
            .with(bad, "900+4x20 0+4x20"));
  }

  private static List<AlertCase> latency() {
    String alert = "DjangoHighResponseTime";
    String good = bucket("2.0");
    String slow = bucket("2.5");
    String all = bucket("+Inf");
    return List.of(
        AlertCase.of(alert, FIRES, "25m")
            .with(good, "0x40")
            .with(slow, "0+10x40")
            .with(all, "0+10x40")
            .fires(
                "Requests to fiko are slow",
                "The 95th percentile of the latency of fiko is 2.475s, above 2s.",
                "job",
                "fiko"),
        AlertCase.of(alert, QUIET, "25m").with(good, "0+10x40").with(all, "0+10x40"),
        AlertCase.of(alert, FIRST, "25m")
            .with(good, "_x10 0x30")
            .with(slow, "_x10 1x30")
            .with(all, "_x10 1x30"),
        AlertCase.of(alert, RESET, "35m")
            .with(good, "10+10x20 0+10x20")
            .with(slow, "900+10x20 0+10x20")
            .with(all, "900+10x20 0+10x20"));
  }

  private static String bucket(String bound) {
    return fiko(
        FikoEventFamilies.REQUEST_DURATION.name() + "_bucket",
        "method=\"GET\", endpoint=\"/posts\", status=\"200\", le=\"" + bound + "\"");
  }

  private static List<AlertCase> workers() {
    String alert = "CeleryWorkerDown";
    String workers = fiko(FikoFamilies.WORKERS.name(), "");
    String up = fiko("up", "");
    String summary = "No worker serves Fiko's tasks";
    String description =
        "Fiko is scraped, but it has no worker or does not say how many (the expression is %s).";
    return List.of(
        AlertCase.of(alert, FIRES, "10m")
            .with(up, "1x20")
            .with(workers, "0x20")
            .fires(summary, description.formatted("0"), "job", "fiko", "instance", "a:8000"),
        AlertCase.of(alert, "fires when nobody says how many", "10m")
            .with(up, "1x20")
            .fires(summary, description.formatted("1")),
        AlertCase.of(alert, QUIET, "10m").with(up, "1x20").with(workers, "1x20"),
        AlertCase.of(alert, FIRST, "10m").with(up, "1x20").with(workers, "_x3 2x20"),
        AlertCase.of(alert, RESET, "12m").with(up, "1x20").with(workers, "2x10 0 2x10"));
  }
}
