package io.upstream.metrics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.DoubleConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures how long something takes, and records it once.
 *
 * <pre>{@code
 * try (Timing timing = UpstreamMetrics.timeAlertProcessing(Product.DRIFT_WATCH)) {
 *   process(alert);
 * }
 * }</pre>
 *
 * <p>It may be closed by another thread than the one that began, and more than once.
 */
public final class Timing implements AutoCloseable {

  private static final double NANOS_PER_SECOND = 1e9;
  private static final VarHandle DONE;

  static {
    try {
      DONE = MethodHandles.lookup().findVarHandle(Timing.class, "done", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final @Nullable DoubleConsumer observer;
  private final LongSupplier ticker;
  private final long start;

  @SuppressWarnings("unused") // through the handle
  private int done;

  Timing(@Nullable DoubleConsumer observer, LongSupplier ticker) {
    this.observer = observer;
    this.ticker = ticker;
    this.start = ticker.getAsLong();
  }

  /**
   * Runs something and records how long it took, also if it throws.
   *
   * @throws NullPointerException if there is nothing to run; nothing is recorded then
   */
  public <T extends @Nullable Object> T time(Callable<T> work) throws Exception {
    Objects.requireNonNull(work, "expected something to time, got null");
    try (this) {
      return work.call();
    }
  }

  /** Records the time since the beginning; the first call counts. */
  @Override
  public void close() {
    if (DONE.compareAndSet(this, 0, 1) && observer != null) {
      // If the clock went back, the sample is recorded as 0 and not lost.
      observer.accept(Math.max(0, ticker.getAsLong() - start) / NANOS_PER_SECOND);
    }
  }
}
