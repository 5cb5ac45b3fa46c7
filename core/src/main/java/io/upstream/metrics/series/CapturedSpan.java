package io.upstream.metrics.series;

/**
 * The sampled span that a thread was in: what is recorded later, or on another thread, can lead to
 * it.
 */
public interface CapturedSpan {

  /** Runs code whose recordings have the span in their exemplars. */
  void run(Runnable recording);
}
