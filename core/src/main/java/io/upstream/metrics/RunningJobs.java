package io.upstream.metrics;

import io.upstream.metrics.catalog.JobFamilies;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.series.GaugeSeries;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The runs that have not ended, by type of job, and when the oldest of each was started.
 *
 * <p>Only that shows a run that hangs while others of its type end: a count of running jobs goes up
 * and down, and a duration is observed when a run ends. The gauge is written under the lock of its
 * type's entry, so the last to write it has seen every run.
 */
final class RunningJobs {

  private final GaugeSeries<JobFamilies.JobTypeLabels> oldestStart;
  private final InstantSource clock;
  // The runs of a type in the order of their starts; a type is there as long as it has one.
  private final ConcurrentHashMap<LabelEntry, Map<JobRun, Double>> running =
      new ConcurrentHashMap<>();

  RunningJobs(GaugeSeries<JobFamilies.JobTypeLabels> oldestStart, InstantSource clock) {
    this.oldestStart = oldestStart;
    this.clock = clock;
  }

  void started(JobRun run, LabelEntry type) {
    if (type.isFolded()) {
      return; // a gauge keeps no folded value
    }
    double now = clock.millis() / 1000.0;
    running.compute(
        type,
        (entry, runs) -> {
          Map<JobRun, Double> all = runs == null ? new LinkedHashMap<>() : runs;
          all.put(run, now);
          show(entry, all);
          return all;
        });
  }

  void ended(JobRun run, LabelEntry type) {
    running.computeIfPresent(
        type,
        (entry, runs) -> {
          runs.remove(run);
          show(entry, runs);
          return runs.isEmpty() ? null : runs;
        });
  }

  private void show(LabelEntry type, Map<JobRun, Double> runs) {
    double oldest = runs.isEmpty() ? 0 : runs.values().iterator().next();
    oldestStart.set(oldest, oldestStart.closed(), type);
  }
}
