package io.upstream.metrics.guard;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One named value: its kind, last use and weight.
 *
 * @param entry the value
 * @param kind the reason why it is named
 * @param events the growth of its counters and histograms, as of the last look
 * @param lastUsed the time of the last look that found a new recording; null if there was none
 * @param owner the value of the owner that its place is charged to; null for none
 */
public record NamedValue(
    LabelEntry entry, Kind kind, long events, @Nullable Instant lastUsed, @Nullable String owner) {

  /** The reason why a value is named. */
  public enum Kind {
    /** It has a place of the budget, or would have one. */
    BUDGET,
    /** The operator allows it. */
    ALLOWED,
    /** It is a constant of its type. */
    CONSTANT
  }
}
