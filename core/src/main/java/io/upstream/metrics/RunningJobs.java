package io.upstream.metrics;

import io.upstream.metrics.catalog.JobFamilies;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.series.GaugeSeries;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The runs that have not ended, by type of job, and when the oldest of each was started.
 *
 * <p>Only the age of the oldest run shows a run that hangs while others of its type end: a count of
 * running jobs goes up and down, and a duration is observed only when a run ends.
 *
 * <p>The runs of a type are a linked list in the order of their starts, and the links are fields of
 * the runs. The gauge is set outside the lock of the list, because setting it may log. Each thread
 * that has changed a list sets the gauge and looks again; the last one to set it has seen the last
 * change.
 */
final class RunningJobs {

  private final GaugeSeries<JobFamilies.JobTypeLabels> oldestStart;
  private final InstantSource clock;
  private final ConcurrentHashMap<LabelEntry, Runs> byType = new ConcurrentHashMap<>();

  RunningJobs(GaugeSeries<JobFamilies.JobTypeLabels> oldestStart, InstantSource clock) {
    this.oldestStart = oldestStart;
    this.clock = clock;
  }

  void started(JobRun run, LabelEntry type) {
    if (type.isFolded()) {
      return; // a gauge keeps no folded value
    }
    Runs runs = byType.get(type);
    if (runs == null) {
      byType.entrySet().removeIf(each -> each.getKey().hasLeft() && each.getValue().isEmpty());
      runs = byType.computeIfAbsent(type, any -> new Runs());
    }
    runs.add(run, clock.millis() / 1000.0);
    show(type, runs);
  }

  void ended(JobRun run, LabelEntry type) {
    Runs runs = byType.get(type);
    if (runs != null && runs.remove(run)) {
      show(type, runs);
    }
  }

  private void show(LabelEntry type, Runs runs) {
    long seen;
    do {
      seen = runs.changes;
      oldestStart.set(runs.oldestStart(), oldestStart.closed(), type);
    } while (runs.changes != seen);
  }

  /** The runs of one type that have not ended, the oldest first. */
  private static final class Runs {

    private @Nullable JobRun oldest;
    private @Nullable JobRun newest;
    private volatile long changes;

    synchronized void add(JobRun run, double start) {
      JobRun before = newest;
      run.startedAt = start;
      run.olderRun = before;
      if (before == null) {
        oldest = run;
      } else {
        before.newerRun = run;
      }
      newest = run;
      changed();
    }

    /** Removes a run that was added and not removed since. */
    synchronized boolean remove(JobRun run) {
      JobRun older = run.olderRun;
      JobRun newer = run.newerRun;
      if (older == null && oldest != run) {
        return false;
      }
      if (older == null) {
        oldest = newer;
      } else {
        older.newerRun = newer;
      }
      if (newer == null) {
        newest = older;
      } else {
        newer.olderRun = older;
      }
      run.olderRun = null;
      run.newerRun = null;
      changed();
      return true;
    }

    synchronized double oldestStart() {
      return oldest == null ? 0 : oldest.startedAt;
    }

    synchronized boolean isEmpty() {
      return oldest == null;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written only under the lock, read without it
    private void changed() {
      changes++;
    }
  }
}
