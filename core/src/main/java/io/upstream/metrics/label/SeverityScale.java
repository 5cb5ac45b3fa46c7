package io.upstream.metrics.label;

import org.jspecify.annotations.Nullable;

/**
 * Turns a severity between 0 and 1 into a {@link SeverityLevel}; a boundary belongs to the level
 * above it.
 *
 * @param medium the lowest severity that is medium
 * @param high the lowest severity that is high
 */
public record SeverityScale(double medium, double high) {

  /** The platform's scale: low below 0.4, high from 0.7. */
  public static final SeverityScale STANDARD = new SeverityScale(0.4, 0.7);

  /** Checks that the levels are in order between 0 and 1. */
  public SeverityScale {
    if (!(0 < medium && medium < high && high <= 1)) {
      throw new IllegalArgumentException(
          "severity scale: expected 0 < medium < high <= 1, got medium "
              + medium
              + ", high "
              + high);
    }
  }

  /**
   * Returns the level of a severity; null if the argument is not a number or is not within 0..1.
   */
  public @Nullable SeverityLevel level(double severity) {
    if (!(severity >= 0 && severity <= 1)) {
      return null;
    }
    if (severity < medium) {
      return SeverityLevel.LOW;
    }
    return severity < high ? SeverityLevel.MEDIUM : SeverityLevel.HIGH;
  }
}
