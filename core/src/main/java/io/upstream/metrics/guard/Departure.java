package io.upstream.metrics.guard;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A value that is not named any more.
 *
 * @param value the value; null where an operator ended its naming, because it may be one that
 *     should never have been named
 */
public record Departure(Instant time, Reason reason, @Nullable String value) {

  /** Why a value is not named any more. */
  public enum Reason {
    /** It was without an event for long, and another value wanted its place, or for very long. */
    IDLE,
    /** A value with more events took its place. */
    REPLACED,
    /** An operator released it. */
    RELEASED,
    /** An operator denied it. */
    DENIED
  }
}
