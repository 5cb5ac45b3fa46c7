package io.upstream.metrics.vocabularies.shared;

import io.upstream.metrics.Settings;
import io.upstream.metrics.UpstreamMetrics;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.guard.SafeLogger;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue over the installed recorder, for static verbs.
 *
 * <p>If its families clash with those of the recorder, its verbs do nothing and the reason is
 * logged once, because a verb never throws.
 *
 * @param <R> the catalogue's recorder
 */
public final class InstalledCatalogue<R> {

  private static final System.Logger LOG = SafeLogger.of(InstalledCatalogue.class);

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Function<UpstreamRecorder, R> maker;
  private final long patienceNanos;

  // A catalogue is made once, because it watches the process. Making it runs third-party code, for
  // example a registry, which may wait for a thread that wants the catalogue. Waiting for the lock
  // therefore ends a while after the making began, however many events are recorded meanwhile.
  private final ReentrantLock making = new ReentrantLock();
  private volatile long makingSince; // by System.nanoTime(); 0 while none is made
  private volatile @Nullable Made<R> made;
  private volatile @Nullable R off;

  /** Creates a catalogue that {@code maker} makes for each installed recorder. */
  public InstalledCatalogue(Function<UpstreamRecorder, R> maker) {
    this(maker, PATIENCE);
  }

  InstalledCatalogue(Function<UpstreamRecorder, R> maker, Duration patience) {
    this.maker = maker;
    this.patienceNanos = patience.toNanos();
  }

  private record Made<R>(UpstreamRecorder over, R catalogue, @Nullable Throwable clash) {}

  /** Returns the catalogue of the recorder that is installed now. */
  public R now() {
    UpstreamRecorder installed = UpstreamMetrics.recorder();
    Made<R> last = made;
    return last != null && last.over == installed ? last.catalogue : follow(installed);
  }

  private R follow(UpstreamRecorder installed) {
    if (making.isHeldByCurrentThread() || !isTurn()) {
      return off(); // events that are recorded meanwhile are lost
    }
    Throwable clash = null;
    Made<R> last;
    try {
      makingSince = System.nanoTime() | 1;
      last = made;
      if (last == null || last.over != installed) {
        last = make(installed);
        clash = last.clash;
        made = last;
      }
    } finally {
      makingSince = 0;
      making.unlock();
    }
    if (clash != null) {
      LOG.log(
          System.Logger.Level.ERROR,
          "A catalogue does not fit into the installed recorder: its verbs do nothing",
          clash);
    }
    return last.catalogue;
  }

  private boolean isTurn() {
    try {
      long since = makingSince;
      long waited = since == 0 ? 0 : System.nanoTime() - since;
      return making.tryLock(patienceNanos - waited, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return making.tryLock();
    }
  }

  private Made<R> make(UpstreamRecorder installed) {
    try {
      return new Made<>(installed, maker.apply(installed), null);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable clash) { // third-party code, for example a registry's
      return new Made<>(installed, off(), clash);
    }
  }

  private R off() {
    R known = off;
    if (known == null) {
      Settings off = Settings.of(Map.of(), Map.of("METRICS_ENABLED", "false"));
      known = maker.apply(UpstreamRecorder.builder().settings(off).build());
      this.off = known;
    }
    return known;
  }
}
