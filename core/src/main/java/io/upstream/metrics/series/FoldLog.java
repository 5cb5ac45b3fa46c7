package io.upstream.metrics.series;

import io.upstream.metrics.guard.KeyedLabel;
import io.upstream.metrics.guard.SafeLogger;
import io.upstream.metrics.label.FoldReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Warns about label values that fold: the first time for each family, label and reason, and then in
 * a summary at most once an hour while it goes on. A message never holds a value.
 */
final class FoldLog {

  private static final System.Logger LOG = SafeLogger.of(FoldLog.class);
  private static final Duration PAUSE = Duration.ofHours(1);

  private long reported;
  private Instant next = Instant.MIN;

  /** Warns of the first value of a label that an event of a family folds for a reason. */
  static void first(String family, KeyedLabel label, FoldReason reason) {
    LOG.log(
        System.Logger.Level.WARNING,
        "A value of label {0} in family {1} was folded, reason {2}: expected {3}. {4} Further"
            + " values are only counted, in upstream_metrics_label_folded_total; docs/guard.md says"
            + " more.",
        label.name(),
        family,
        reason.wireValue(),
        label.expected(reason),
        cure(label, reason));
  }

  private static String cure(KeyedLabel label, FoldReason reason) {
    String setting = label.name().toUpperCase(Locale.ROOT);
    return switch (reason) {
      case OVER_BUDGET ->
          "Set METRICS_BUDGET_"
              + setting
              + ", or METRICS_ALLOW_"
              + setting
              + " for the values that"
              + " must be there.";
      case SHARE ->
          "Find the owner that brings so many values, or set METRICS_BUDGET_" + setting + ".";
      case PAGE_BUDGET -> "Set METRICS_LINE_BUDGET, or lower the budgets of labels.";
      case REDACTED ->
          "Correct the caller; if the value is harmless, set METRICS_ALLOW_" + setting + ".";
      case INVALID -> "Correct the caller, or the @Grammar of the label type.";
      case UNKNOWN -> "Correct the caller; null says that there is no value.";
    };
  }

  /** Tells how many values were folded since the last time, if an hour has passed. */
  void summary(double folded, Instant now) {
    long news;
    synchronized (this) {
      news = (long) folded - reported;
      if (now.isBefore(next) || news == 0) {
        return;
      }
      boolean isFirst = next.equals(Instant.MIN); // the warnings have just reported it
      reported = (long) folded;
      next = now.plus(PAUSE);
      if (isFirst) {
        return;
      }
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "{0} label values were folded since the last message. upstream_metrics_label_folded_total"
            + " says which; the guard''s report says what to set.",
        news);
  }
}
