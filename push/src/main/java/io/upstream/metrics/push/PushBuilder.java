package io.upstream.metrics.push;

import io.upstream.metrics.UpstreamRecorder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings that all kinds of push have; {@code build()} ends it.
 *
 * @param <B> the builder itself
 */
public abstract sealed class PushBuilder<B extends PushBuilder<B>>
    permits PushgatewayBuilder, OtlpBuilder {

  final UpstreamRecorder recorder;
  Duration timeout = Duration.ofSeconds(10);
  private @Nullable Duration interval;
  private boolean flush;

  PushBuilder(UpstreamRecorder recorder) {
    this.recorder = recorder;
  }

  /**
   * Pushes at an interval on a separate thread until the push is closed, and then, or when the JVM
   * shuts down, pushes the last state.
   */
  public B every(Duration interval) {
    this.interval = Duration.ofNanos(positive("interval", interval));
    this.flush = true;
    return self();
  }

  /** Pushes the last state when it is closed or the JVM shuts down, also without an interval. */
  public B flushAtShutdown() {
    this.flush = true;
    return self();
  }

  /** Sets the timeout of one attempt; the default is 10 seconds. */
  public B timeout(Duration timeout) {
    this.timeout = Duration.ofNanos(positive("timeout", timeout));
    return self();
  }

  /**
   * Makes the push.
   *
   * @throws IllegalArgumentException if the address is none
   */
  public MetricsPush build() {
    return new MetricsPush(recorder, sink(), interval, flush);
  }

  static long positive(String what, Duration duration) {
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException(what + ": expected more than 0, got " + duration);
    }
    return duration.toNanos();
  }

  abstract B self();

  abstract PushSink sink();
}
