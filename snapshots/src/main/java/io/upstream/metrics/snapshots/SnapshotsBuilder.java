package io.upstream.metrics.snapshots;

import io.upstream.metrics.UpstreamRecorder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;

/** Sets up {@link MetricsSnapshots}. */
public final class SnapshotsBuilder {

  private static final int LONGEST_SOURCE = 128;

  final UpstreamRecorder recorder;
  final SnapshotStore store;
  String source = "";
  Set<String> families = Set.of();
  int mostSamples = 200_000;
  Duration interval = Duration.ofMinutes(1);
  Duration retention;
  InstantSource clock = InstantSource.system();
  Duration patience = Duration.ofSeconds(30);

  SnapshotsBuilder(UpstreamRecorder recorder, SnapshotStore store) {
    this.recorder = recorder;
    this.store = store;
    this.retention = MetricsSnapshots.retention(recorder.settings());
  }

  /** Sets the name that tells this program's samples from those of others in the same database. */
  public SnapshotsBuilder source(String source) {
    if (source.length() > LONGEST_SOURCE) {
      throw new IllegalArgumentException(
          "source: expected " + LONGEST_SOURCE + " characters at most, got " + source.length());
    }
    this.source = source;
    return this;
  }

  /** Stores only these families, by exact name; by default all. */
  public SnapshotsBuilder families(String... names) {
    this.families = Set.of(names);
    return this;
  }

  /** Sets the most samples of one snapshot, by default 200,000; further samples are left out. */
  public SnapshotsBuilder mostSamples(int samples) {
    if (samples < 1) {
      throw new IllegalArgumentException("samples: expected 1 or more, got " + samples);
    }
    this.mostSamples = samples;
    return this;
  }

  /** Sets the interval of snapshots; the default is a minute. */
  public SnapshotsBuilder interval(Duration interval) {
    this.interval = positive("interval", interval);
    return this;
  }

  /** Sets how long samples are kept, instead of {@code METRICS_RETENTION_DAYS}. */
  public SnapshotsBuilder retention(Duration retention) {
    this.retention = positive("retention", retention);
    return this;
  }

  SnapshotsBuilder clock(InstantSource clock) {
    this.clock = clock;
    return this;
  }

  /** Sets how long a snapshot waits for an earlier one. */
  SnapshotsBuilder patience(Duration patience) {
    this.patience = patience;
    return this;
  }

  private static Duration positive(String what, Duration duration) {
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException(what + ": expected more than 0, got " + duration);
    }
    return duration;
  }

  /**
   * Begins to take snapshots if {@code METRICS_STORE_IN_DB} is set; otherwise the caller can take
   * them one by one.
   */
  public MetricsSnapshots start() {
    boolean wanted = recorder.settings().flag("METRICS_STORE_IN_DB", false);
    return new MetricsSnapshots(this, wanted && recorder.isEnabled());
  }
}
