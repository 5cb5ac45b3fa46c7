package io.upstream.metrics.series.cell;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The state of a third-party collector or supplier: whether it is still running for an earlier
 * page.
 *
 * <p>A page does not call one that has not returned from an earlier call, because otherwise each
 * page would leave another blocked thread.
 */
public final class CollectorState {

  private final AtomicInteger running = new AtomicInteger();

  /** Returns whether a call is still running that no page waits for. */
  public boolean isStuck() {
    return running.get() > 0;
  }

  /** Notes that a page no longer waits for a call. */
  public void abandoned() {
    running.incrementAndGet();
  }

  /** Notes that an abandoned call has returned. */
  public void returned() {
    running.decrementAndGet();
  }
}
