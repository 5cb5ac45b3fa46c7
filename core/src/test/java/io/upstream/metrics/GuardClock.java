package io.upstream.metrics;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock of the guards that a test turns. */
public final class GuardClock implements InstantSource {

  private final AtomicLong now = new AtomicLong(System.currentTimeMillis());

  /** Gives a recorder this clock. */
  public RecorderBuilder set(RecorderBuilder builder) {
    return builder.clock(this);
  }

  /** The same, and for what is timed and when series began. */
  public RecorderBuilder setAll(RecorderBuilder builder) {
    return builder.clock(this).ticker(() -> now.get() * 1_000_000);
  }

  /** Turns it. */
  public void pass(Duration time) {
    now.addAndGet(time.toMillis());
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(now.get());
  }
}
