package io.upstream.metrics.sample.alerts;

import io.upstream.metrics.label.SuppressionReason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides which findings need no alert. */
final class Suppression {

  /** A finding below it is real, but too small to matter to a customer. */
  private static final double NOISE = 0.2;

  private final Duration cooldown;

  Suppression(Duration cooldown) {
    this.cooldown = cooldown;
  }

  /**
   * Returns why a finding is no alert; null if it is one.
   *
   * @param last the last alert about the same subject
   */
  @Nullable SuppressionReason reason(Finding finding, @Nullable Alert last, Instant now) {
    if (finding.severity() < NOISE) {
      return SuppressionReason.NOISE_THRESHOLD;
    }
    if (last == null) {
      return null;
    }
    if (!finding.asOf().isAfter(last.asOf())) {
      // The finding is about the same days, for example because a file was sent twice.
      return SuppressionReason.DUPLICATE;
    }
    boolean worse = finding.level().compareTo(last.level()) > 0;
    return !worse && now.isBefore(last.created().plus(cooldown))
        ? SuppressionReason.COOLDOWN
        : null;
  }
}
