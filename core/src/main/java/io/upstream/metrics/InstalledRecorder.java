package io.upstream.metrics;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which recorder the static verbs use. */
final class InstalledRecorder {

  private static final System.Logger LOG = System.getLogger(UpstreamMetrics.class.getName());

  /** That of the process. */
  static final InstalledRecorder OF_PROCESS = new InstalledRecorder(InstalledRecorder::build);

  private final Supplier<UpstreamRecorder> maker;
  private volatile @Nullable UpstreamRecorder installed;
  private @Nullable UpstreamRecorder implicit;

  /**
   * Nothing installed.
   *
   * @param maker makes the recorder there is until then
   */
  InstalledRecorder(Supplier<UpstreamRecorder> maker) {
    this.maker = maker;
  }

  UpstreamRecorder get() {
    UpstreamRecorder recorder = installed;
    return recorder != null ? recorder : implicit();
  }

  /** The recorder there is before any is installed, made when somebody first asks. */
  private synchronized UpstreamRecorder implicit() {
    UpstreamRecorder recorder = installed;
    if (recorder == null) {
      recorder = maker.get();
      implicit = recorder;
      installed = recorder;
    }
    return recorder;
  }

  // A caller who records must not fail for what an operator has set.
  private static UpstreamRecorder build() {
    try {
      return UpstreamRecorder.builder()
          .reportMalformedLabels(
              malformed ->
                  LOG.log(
                      System.Logger.Level.ERROR,
                      "A setting is left out: {0}",
                      malformed.getMessage()))
          .build();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "No metrics are recorded: the settings are wrong", e);
      return RecorderBuilder.disabled();
    }
  }

  synchronized void install(UpstreamRecorder recorder) {
    installed = recorder;
    UpstreamRecorder before = implicit;
    implicit = null;
    if (before != null && before != recorder && before.book().events() > 0) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} events were recorded before a recorder was installed, and are not on its page",
          before.book().events());
    }
  }

  /** Installs a recorder until the result is closed, which brings back what was there. */
  synchronized UpstreamMetrics.Installation installTemporarily(UpstreamRecorder recorder) {
    UpstreamRecorder before = installed;
    UpstreamRecorder implicitBefore = implicit;
    installed = recorder;
    implicit = null;
    return () -> restore(recorder, before, implicitBefore);
  }

  // Somebody who has installed another one since then keeps it.
  private synchronized void restore(
      UpstreamRecorder recorder,
      @Nullable UpstreamRecorder before,
      @Nullable UpstreamRecorder implicitBefore) {
    if (installed == recorder) {
      installed = before;
      implicit = implicitBefore;
    }
  }

  synchronized void remove(UpstreamRecorder recorder) {
    if (installed == recorder) {
      installed = RecorderBuilder.disabled();
    }
  }

  /** As when the class was loaded: tests that install must not see one another's. */
  synchronized void reset() {
    installed = null;
    implicit = null;
  }
}
