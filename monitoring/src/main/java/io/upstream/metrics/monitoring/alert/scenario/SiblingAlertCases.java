package io.upstream.metrics.monitoring.alert.scenario;

import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.FIRES;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.FIRST;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.QUIET;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.RESET;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.tried;

import io.upstream.metrics.catalog.HttpFamilies;
import io.upstream.metrics.tools.AlertCase;
import io.upstream.metrics.vocabularies.fiko.FikoEventFamilies;
import io.upstream.metrics.vocabularies.fiko.FikoFamilies;
import java.util.List;
import java.util.stream.Stream;

/** Situations of Fiko's alerts. */
final class SiblingAlertCases {

  private SiblingAlertCases() {}

  static List<AlertCase> all() {
    return Stream.of(errors(), latency(), workers(), tasks()).flatMap(List::stream).toList();
  }

  private static String fiko(String name, String labels) {
    return AlertCases.series(name, "fiko", labels);
  }

  private static List<AlertCase> errors() {
    return shares(
        "DjangoHighErrorRate",
        fiko(HttpFamilies.RESPONSES_BY_STATUS.name(), "status=\"200\""),
        fiko(HttpFamilies.RESPONSES_BY_STATUS.name(), "status=\"503\""));
  }

  private static List<AlertCase> tasks() {
    return shares(
        "CeleryHighTaskFailureRate",
        fiko(FikoFamilies.TASKS.name(), "name=\"mail\", state=\"success\""),
        fiko(FikoFamilies.TASKS.name(), "name=\"mail\", state=\"failure\""));
  }

  private static List<AlertCase> shares(String alert, String good, String bad) {
    return List.of(
        tried(alert, FIRES, "25m")
            .with(good, "0+80x40")
            .with(bad, "0+20x40")
            .fires("20%", "job", "fiko"),
        tried(alert, QUIET, "25m").with(good, "0+96x40").with(bad, "0+4x40"),
        tried(alert, "three at night", "25m").with(good, "0x40").with(bad, "0x15 1 2 3x40"),
        tried(alert, FIRST, "25m").with(good, "0+1x40").with(bad, "_x15 1x25"),
        tried(alert, RESET, "35m").with(good, "0+96x20 0+96x20").with(bad, "900+4x20 0+4x20"));
  }

  private static List<AlertCase> latency() {
    String alert = "DjangoHighResponseTime";
    return List.of(
        times(tried(alert, FIRES, "25m"), "0x40", "0+10x40", "0+10x40")
            .fires("2.475s", "job", "fiko"),
        times(tried(alert, QUIET, "25m"), "0+10x40", "0+10x40", "0+10x40"),
        times(tried(alert, FIRST, "25m"), "_x10 0x30", "_x10 1x30", "_x10 1x30"),
        times(
            tried(alert, RESET, "35m"),
            "10+10x20 0+10x20",
            "900+10x20 0+10x20",
            "900+10x20 0+10x20"));
  }

  private static AlertCase times(AlertCase each, String good, String slow, String all) {
    String name = FikoEventFamilies.REQUEST_DURATION.name();
    String labels = "method=\"GET\", endpoint=\"/posts\", status=\"200\"";
    return each.with(fiko(name + "_bucket", labels + ", le=\"2.0\""), good)
        .with(fiko(name + "_bucket", labels + ", le=\"2.5\""), slow)
        .with(fiko(name + "_bucket", labels + ", le=\"+Inf\""), all)
        .with(fiko(name + "_count", labels), all);
  }

  private static List<AlertCase> workers() {
    String alert = "CeleryWorkerDown";
    String workers = fiko(FikoFamilies.WORKERS.name(), "");
    String up = fiko("up", "");
    return List.of(
        tried(alert, FIRES, "10m")
            .with(up, "1x20")
            .with(workers, "0x20")
            .fires("0", "job", "fiko", "instance", "a:8000"),
        tried(alert, "fires when nothing says how many", "10m").with(up, "1x20").fires("1"),
        tried(alert, QUIET, "10m").with(up, "1x20").with(workers, "1x20"),
        tried(alert, FIRST, "10m").with(up, "1x20").with(workers, "_x3 2x20"),
        tried(alert, RESET, "12m").with(up, "1x20").with(workers, "2x10 0 2x10"));
  }
}
