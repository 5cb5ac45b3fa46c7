package io.upstream.metrics.guard;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One named value: its kind, last use and weight.
 *
 * @param entry the value
 * @param kind why it is named
 * @param events how much was recorded of it in counters and histograms, as of the last look
 * @param lastUsed when something was recorded last, as far as looks tell; null if never
 * @param owner the value of the owner that its place is charged to; null for none
 */
public record NamedValue(
    LabelEntry entry, Kind kind, long events, @Nullable Instant lastUsed, @Nullable String owner) {

  /** Why a value is named. */
  public enum Kind {
    /** It has a place of the budget, or would have one. */
    BUDGET,
    /** The operator allows it. */
    ALLOWED,
    /** It is a constant of its type. */
    CONSTANT
  }
}
