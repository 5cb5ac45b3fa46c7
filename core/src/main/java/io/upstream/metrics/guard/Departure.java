package io.upstream.metrics.guard;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The end of the naming of one value.
 *
 * @param value the value; null if an operator released or denied it, because such a value may be
 *     one that should never have been named
 */
public record Departure(Instant time, Reason reason, @Nullable String value) {

  /** The reason for which the guard ended the naming. */
  public enum Reason {
    /**
     * It had no event for long and another value wanted its place, or it had none for very long.
     */
    IDLE,
    /** A value with more events took its place. */
    REPLACED,
    /** An operator released it. */
    RELEASED,
    /** An operator denied it. */
    DENIED
  }
}
