package io.upstream.metrics.snapshots;

import io.upstream.metrics.Settings;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.SelfFamilies;
import io.upstream.metrics.guard.SafeLogger;
import io.upstream.metrics.label.PushTarget;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Stores a recorder's page in a database at an interval, for debugging a service that no Prometheus
 * scraped. It is off unless {@code METRICS_STORE_IN_DB} is set.
 *
 * <pre>{@code
 * MetricsSnapshots snapshots = MetricsSnapshots.of(recorder, dataSource).source("claims-1").start();
 * }</pre>
 *
 * <p>One separate thread does all the work, and recording does not wait for it. A snapshot that
 * cannot be stored is counted in {@code upstream_metrics_push_failures_total} and dropped. Once an
 * hour the thread deletes samples that are older than {@code METRICS_RETENTION_DAYS}, by default 7.
 */
public final class MetricsSnapshots implements AutoCloseable {

  private static final System.Logger LOG = SafeLogger.of(MetricsSnapshots.class);
  private static final Duration CLEANUPS = Duration.ofHours(1);
  private static final long MOST_DAYS = 36_500;

  private final UpstreamRecorder recorder;
  private final SnapshotStore store;
  private final SnapshotWriter writer;
  private final Set<String> families;
  private final int mostSamples;
  private final Duration retention;
  private final InstantSource clock;
  private final long patienceNanos;
  private final AtomicBoolean failing = new AtomicBoolean();
  private final @Nullable ScheduledExecutorService timer;

  // One snapshot at a time. The data source and the page run third-party code, which may wait for a
  // thread that wants to store, so waiting for the lock has a limit.
  private final ReentrantLock storing = new ReentrantLock();
  private boolean isThere; // guarded by the lock

  MetricsSnapshots(SnapshotsBuilder plan, boolean on) {
    this.recorder = plan.recorder;
    this.store = plan.store;
    this.writer = new SnapshotWriter(plan.store, plan.source);
    this.families = plan.families;
    this.mostSamples = plan.mostSamples;
    this.retention = plan.retention;
    this.clock = plan.clock;
    this.patienceNanos = plan.patience.toNanos();
    this.timer = on ? timer(plan.interval) : null;
  }

  /** Sets up snapshots; {@link SnapshotsBuilder#start} begins to take them. */
  public static SnapshotsBuilder of(UpstreamRecorder recorder, DataSource source) {
    return new SnapshotsBuilder(recorder, new SnapshotStore(source));
  }

  /** Returns how long the settings keep snapshots. */
  public static Duration retention(Settings settings) {
    long days = settings.number("METRICS_RETENTION_DAYS", 7);
    if (days < 1 || days > MOST_DAYS) {
      throw Settings.malformed(
          "METRICS_RETENTION_DAYS", Long.toString(days), "a whole number from 1 to " + MOST_DAYS);
    }
    return Duration.ofDays(days);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the task ends with the executor
  private ScheduledExecutorService timer(Duration interval) {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "upstream-metrics-snapshots");
              thread.setDaemon(true);
              return thread;
            });
    long nanos = interval.toNanos();
    timer.scheduleWithFixedDelay(this::store, nanos, nanos, TimeUnit.NANOSECONDS);
    long hour = CLEANUPS.toNanos();
    timer.scheduleWithFixedDelay(this::cleanUp, hour, hour, TimeUnit.NANOSECONDS);
    return timer;
  }

  /** Returns whether snapshots are taken. */
  public boolean isOn() {
    return timer != null;
  }

  /** Stores the current page; returns whether that has worked. */
  public boolean store() {
    return attempt(
        () -> {
          List<PageSample> samples = PageSamples.of(recorder, families, mostSamples);
          writer.write(samples, clock.instant());
        });
  }

  /** Deletes samples that are older than the retention; returns whether that has worked. */
  public boolean cleanUp() {
    return attempt(() -> store.deleteBefore(clock.instant().minus(retention)));
  }

  private interface Work {
    void run() throws SQLException;
  }

  private boolean attempt(Work work) {
    try {
      alone(work);
      failing.set(false);
      return true;
    } catch (SQLException | RuntimeException | Error e) {
      // If one escaped, the timer would stop for good.
      failed(e);
      return false;
    }
  }

  private void alone(Work work) throws SQLException {
    if (storing.isHeldByCurrentThread() || !isTurn()) {
      throw new IllegalStateException("an earlier snapshot has not been stored yet");
    }
    boolean done = false;
    try {
      if (!isThere) {
        store.createTables();
        isThere = true;
      }
      work.run();
      done = true;
    } finally {
      if (!done) {
        isThere = false; // the tables may be missing when the database is available again
        writer.forget();
      }
      storing.unlock();
    }
  }

  /** Waits for an earlier snapshot; an interrupt is left to the work itself. */
  private boolean isTurn() {
    long end = System.nanoTime() + patienceNanos;
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return storing.tryLock(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  // A driver's message may contain values. Its class and its SQL state do not.
  private void failed(Throwable e) {
    recorder
        .counter(SelfFamilies.PUSH_FAILURES)
        .inc(new SelfFamilies.PushLabels(PushTarget.SNAPSHOT));
    boolean first = !failing.getAndSet(true);
    LOG.log(
        first ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
        "A snapshot of the metrics could not be stored ({0}, state {1}); until one can be, further"
            + " failures are only counted.",
        e.getClass().getName(),
        e instanceof SQLException sql ? sql.getSQLState() : "none");
  }

  /** Stops taking snapshots. */
  @Override
  public void close() {
    if (timer != null) {
      timer.shutdownNow();
    }
  }
}
