package io.upstream.metrics.monitoring.alert;

import io.upstream.metrics.catalog.ProcessFamilies;
import io.upstream.metrics.monitoring.panel.SystemPanels;
import io.upstream.metrics.monitoring.threshold.Area;
import io.upstream.metrics.monitoring.threshold.Thresholds;
import io.upstream.metrics.tools.Alert;
import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Series;
import io.upstream.metrics.tools.promql.Window;
import java.util.List;

/** Alerts on instances: whether they are there, and whether they run out of something. */
final class InstanceAlerts {

  private static final String JOB = "job";
  private static final String UPSTREAM = "upstream";

  private InstanceAlerts() {}

  static List<Alert> with(Thresholds thresholds) {
    return List.of(
        down(thresholds.of("TargetDown")),
        flapping(thresholds.of("TargetFlapping")),
        missing(thresholds.of("TargetMissing")),
        memory(thresholds.of("HighMemoryUsage")),
        heap(thresholds.of("HeapNearlyFull")),
        files(thresholds.of("FileDescriptorsNearlySpent")));
  }

  // Excludes the exporters of PostgreSQL and Redis, which have the alerts PostgresDown and
  // RedisDown.
  private static Alert down(Thresholds.Rule rule) {
    return rule.alert(Area.AVAILABILITY, SystemPanels.SYSTEM)
        .when(Series.foreign("up").matchesNot(JOB, "postgres|redis").is(0))
        .says(
            "{{ $labels.instance }} of {{ $labels.job }} cannot be scraped",
            "Prometheus gets no page from {{ $labels.instance }} of {{ $labels.job }} (up is {{"
                + " $value }}). Its targets page has the reason: refused access names the setting"
                + " that opens it.");
  }

  private static Alert flapping(Thresholds.Rule rule) {
    Window window = rule.window("window");
    return rule.alert(Area.AVAILABILITY, SystemPanels.SYSTEM)
        .when(Series.foreign("up").changes(window).atLeast(rule.number("changes")))
        .says(
            "{{ $labels.instance }} of {{ $labels.job }} comes and goes",
            ("{{ $labels.instance }} of {{ $labels.job }} was up and down by turns: {{ $value }}"
                    + " changes in %s, %s or more. It restarts again and again, or its page often"
                    + " takes longer than the scrape's timeout.")
                .formatted(window, rule.shown("changes")));
  }

  private static Alert missing(Thresholds.Rule rule) {
    Window window = rule.window("window");
    Series<?> up = Series.foreign("up");
    return rule.alert(Area.AVAILABILITY, SystemPanels.SYSTEM)
        .when(
            up.highest(window)
                .count()
                .byJob()
                .unless(up.count().byJob())
                .or(Expr.call("absent", Series.foreign("up").is(JOB, UPSTREAM))))
        .says(
            "Prometheus has no target of the job {{ $labels.job }}",
            ("There is nothing to scrape for {{ $labels.job }}, which had {{ $value }} targets"
                    + " within %s or is the services' own: service discovery finds no instance, so"
                    + " none of the other alerts on it can fire.")
                .formatted(window));
  }

  private static Alert memory(Thresholds.Rule rule) {
    return rule.alert(Area.RESOURCES, SystemPanels.SYSTEM)
        .numbered("P53")
        .when(
            Series.of(ProcessFamilies.RESIDENT_MEMORY)
                .is(JOB, UPSTREAM)
                .above(rule.number("bytes")))
        .says(
            "{{ $labels.instance }} uses much memory",
            ("{{ $labels.instance }} of {{ $labels.job }} holds {{ $value | humanize1024 }}B,"
                    + " above %sGiB.")
                .formatted(Thresholds.decimal(rule.number("bytes") / (1 << 30))));
  }

  private static Alert heap(Thresholds.Rule rule) {
    Window window = rule.window("window");
    return rule.alert(Area.RESOURCES, SystemPanels.SYSTEM)
        .when(
            Series.foreign("jvm_memory_used_bytes")
                .is("area", "heap")
                .lowest(window)
                .sum()
                .byInstance()
                .over(
                    Series.foreign("jvm_memory_max_bytes")
                        .is("area", "heap")
                        .sum()
                        .byInstance()
                        .above(0))
                .above(rule.ratio()))
        .says(
            "The heap of {{ $labels.instance }} is nearly full",
            ("{{ $value | humanizePercentage }} of the heap of {{ $labels.instance }} of {{"
                    + " $labels.job }} was in use at every scrape of %s, above %s: collections"
                    + " do not free it. Take a heap dump before it fails with OutOfMemoryError.")
                .formatted(window, rule.percent()));
  }

  private static Alert files(Thresholds.Rule rule) {
    return rule.alert(Area.RESOURCES, SystemPanels.SYSTEM)
        .when(
            Series.of(ProcessFamilies.OPEN_FDS)
                .is(JOB, UPSTREAM)
                .over(Series.of(ProcessFamilies.MAX_FDS).is(JOB, UPSTREAM))
                .above(rule.ratio()))
        .says(
            "{{ $labels.instance }} has many files open",
            ("{{ $value | humanizePercentage }} of the file descriptors of {{ $labels.instance }} of"
                    + " {{ $labels.job }} are open, above %s. At 100%% it can accept no request.")
                .formatted(rule.percent()));
  }
}
