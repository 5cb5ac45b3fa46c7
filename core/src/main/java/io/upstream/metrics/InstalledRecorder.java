package io.upstream.metrics;

import io.upstream.metrics.guard.SafeLogger;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The recorder that the static verbs use.
 *
 * <p>Nothing here holds a lock: building a recorder and logging may run an application's code, such
 * as a log handler that records, or that waits for a thread that does.
 */
final class InstalledRecorder {

  private static final System.Logger LOG = SafeLogger.of(UpstreamMetrics.class);

  // A thread that records while another one builds the first recorder waits for it. The wait ends
  // this long after the building began, however many events are recorded meanwhile, because the
  // other thread may be in a log handler that waits for this one.
  private static final long PATIENCE_MILLIS = 5_000;

  /** The recorder of the process. */
  static final InstalledRecorder OF_PROCESS = new InstalledRecorder(ImplicitRecorder::build);

  private final Supplier<UpstreamRecorder> maker;
  private final long patienceMillis;
  private final AtomicReference<State> state = new AtomicReference<>(State.EMPTY);
  private final AtomicReference<@Nullable Building> building = new AtomicReference<>();

  /**
   * The installed recorder.
   *
   * @param implicit the same recorder, if the verbs made it themselves before one was installed
   */
  private record State(@Nullable UpstreamRecorder recorder, @Nullable UpstreamRecorder implicit) {
    static final State EMPTY = new State(null, null);
  }

  /** A thread that builds the implicit recorder. */
  private record Building(Thread thread, CountDownLatch done, long startNanos) {}

  /** A recorder that does nothing, made when it is first needed. */
  private static final class Nothing {
    static final UpstreamRecorder RECORDER = RecorderBuilder.disabled(null);
  }

  /**
   * Creates it with no recorder installed.
   *
   * @param maker makes the recorder that the verbs use until one is installed
   */
  InstalledRecorder(Supplier<UpstreamRecorder> maker) {
    this(maker, PATIENCE_MILLIS);
  }

  InstalledRecorder(Supplier<UpstreamRecorder> maker, long patienceMillis) {
    this.maker = maker;
    this.patienceMillis = patienceMillis;
  }

  private State state() {
    return Objects.requireNonNull(state.get()); // the state is never null
  }

  UpstreamRecorder get() {
    UpstreamRecorder recorder = state().recorder;
    return recorder != null ? recorder : implicit();
  }

  /** Returns the current recorder without building one; null if there is none. */
  @Nullable UpstreamRecorder existing() {
    return state().recorder;
  }

  /**
   * Returns the recorder that is used until one is installed; the first thread that needs it builds
   * it.
   */
  private UpstreamRecorder implicit() {
    Building mine = new Building(Thread.currentThread(), new CountDownLatch(1), System.nanoTime());
    Building other = building.compareAndExchange(null, mine);
    if (other == null) {
      try {
        if (state().recorder == null) {
          UpstreamRecorder made = maker.get();
          state.compareAndSet(State.EMPTY, new State(made, made));
        }
      } finally {
        building.set(null);
        mine.done.countDown();
      }
    } else if (other.thread != Thread.currentThread()) {
      awaitUninterrupted(other);
    }
    UpstreamRecorder recorder = state().recorder;
    return recorder != null ? recorder : Nothing.RECORDER;
  }

  private void awaitUninterrupted(Building other) {
    boolean interrupted = Thread.interrupted(); // an interrupt does not stop a recording
    long waited = System.nanoTime() - other.startNanos;
    try {
      other.done.await(
          TimeUnit.MILLISECONDS.toNanos(patienceMillis) - waited, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  void install(UpstreamRecorder recorder) {
    Objects.requireNonNull(recorder, "expected a recorder to install, got null");
    UpstreamRecorder before =
        Objects.requireNonNull(state.getAndSet(new State(recorder, null))).implicit;
    if (before != null && before != recorder && before.book().events() > 0) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} events were recorded before a recorder was installed, and are not on its page",
          before.book().events());
    }
  }

  /** Installs a recorder until the result is closed, which brings back what was there. */
  UpstreamMetrics.Installation installTemporarily(UpstreamRecorder recorder) {
    Objects.requireNonNull(recorder, "expected a recorder to install, got null");
    State during = new State(recorder, null);
    State before = Objects.requireNonNull(state.getAndSet(during));
    // This has no effect if another recorder has been installed since then.
    return () -> state.compareAndSet(during, before);
  }

  void remove(UpstreamRecorder recorder) {
    State now = state();
    if (now.recorder == recorder) {
      state.compareAndSet(now, new State(Nothing.RECORDER, null));
    }
  }

  /** Restores the initial state, so that tests do not see one another's recorders. */
  void reset() {
    state.set(State.EMPTY);
  }
}
