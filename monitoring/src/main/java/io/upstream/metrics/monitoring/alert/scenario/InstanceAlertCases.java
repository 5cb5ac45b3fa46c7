package io.upstream.metrics.monitoring.alert.scenario;

import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.FIRES;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.FIRST;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.NOTHING;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.QUIET;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.RESET;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.ours;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.series;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.tried;

import io.upstream.metrics.catalog.ProcessFamilies;
import io.upstream.metrics.tools.AlertCase;
import java.util.List;
import java.util.stream.Stream;

/** Situations of the alerts on instances. */
final class InstanceAlertCases {

  private static final String UP = ours("up", "");
  private static final String[] HERE = {"job", "upstream", "instance", "a:8000"};

  private InstanceAlertCases() {}

  static List<AlertCase> all() {
    return Stream.of(down(), flapping(), missing(), memory(), heap(), files())
        .flatMap(List::stream)
        .toList();
  }

  private static List<AlertCase> down() {
    String alert = "TargetDown";
    return List.of(
        tried(alert, FIRES, "5m").with(UP, "0x10").fires("0", HERE),
        tried(alert, "a target of another job is down", "5m")
            .with(series("up", "celery", ""), "0x10")
            .fires("0", "job", "celery", "instance", "a:8000"),
        tried(alert, QUIET, "5m").with(UP, "1x10"),
        tried(alert, FIRST, "6m").with(UP, "1x5 0 1x10"),
        tried(alert, RESET, "10m").with(UP, "1x5 0 1 0 1x10"));
  }

  private static List<AlertCase> flapping() {
    String alert = "TargetFlapping";
    return List.of(
        tried(alert, FIRES, "25m")
            .with(UP, "1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0")
            .fires("15", HERE),
        tried(alert, QUIET, "25m").with(UP, "1x15 0x2 1x20"),
        tried(alert, FIRST, "25m").with(UP, "1x20 0 1x20"),
        tried(alert, RESET, "45m").with(UP, "1 0 1 0 1 0 1 0 1 0 1 0 1x60"));
  }

  private static List<AlertCase> missing() {
    String alert = "TargetMissing";
    return List.of(
        tried(alert, FIRES, "20m")
            .with("up{job=\"prometheus\", instance=\"p\"}", "1x60")
            .with(UP, "1x5 _x60")
            .fires("1", "job", "upstream"),
        tried(alert, "an exporter has vanished", "30m")
            .with(UP, "1x60")
            .with(series("up", "redis", ""), "1x10 _x60")
            .fires("1", "job", "redis"),
        tried(alert, NOTHING, "10m").fires("1", "job", "upstream"),
        tried(alert, QUIET, "10m").with(UP, "0x20"),
        tried(alert, FIRST, "4m").with(UP, "_x3 1x20"),
        tried(alert, RESET, "13m").with(UP, "1x10 _x3 1x10"));
  }

  private static List<AlertCase> memory() {
    String alert = "HighMemoryUsage";
    String memory = ours(ProcessFamilies.RESIDENT_MEMORY.name(), "");
    return List.of(
        tried(alert, FIRES, "10m").with(memory, "3221225472x20").fires("3Gi", HERE),
        tried(alert, QUIET, "10m")
            .with(memory, "2147483648x20")
            .with("process_resident_memory_bytes{job=\"prometheus\"}", "9221225472x20"),
        tried(alert, FIRST, "10m").with(memory, "1e9x8 3221225472 1e9x20"),
        tried(alert, RESET, "10m").with(memory, "3221225472x3 1e8x20"));
  }

  private static List<AlertCase> heap() {
    String alert = "HeapNearlyFull";
    String used = ours("jvm_memory_used_bytes", "area=\"heap\"");
    String most = ours("jvm_memory_max_bytes", "area=\"heap\"");
    return List.of(
        tried(alert, FIRES, "40m")
            .with(used, "95 90 95 92 95x60")
            .with(most, "100x60")
            .fires("95%", HERE),
        tried(alert, "garbage fills it and is collected", "40m")
            .with(used, "95x20 30 95x9 30 95x9 30 95x20")
            .with(most, "100x70"),
        tried(alert, QUIET, "40m").with(used, "80x60").with(most, "100x60"),
        tried(alert, "it has no limit", "40m").with(used, "95x60").with(most, "-1x60"),
        tried(alert, FIRST, "40m").with(used, "20x38 95 20x60").with(most, "100x60"),
        tried(alert, RESET, "40m").with(used, "95x30 10x60").with(most, "100x60"));
  }

  private static List<AlertCase> files() {
    String alert = "FileDescriptorsNearlySpent";
    String open = ours(ProcessFamilies.OPEN_FDS.name(), "");
    String most = ours(ProcessFamilies.MAX_FDS.name(), "");
    return List.of(
        tried(alert, FIRES, "20m")
            .with(open, "900+1x60")
            .with(most, "1024x60")
            .fires("89.84%", HERE),
        tried(alert, QUIET, "20m").with(open, "700x60").with(most, "1024x60"),
        tried(alert, FIRST, "20m").with(open, "70x17 1000 70x60").with(most, "1024x60"),
        tried(alert, RESET, "20m").with(open, "1000x10 70x60").with(most, "1024x60"));
  }
}
