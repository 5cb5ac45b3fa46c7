package io.upstream.metrics.sample.claims;

import io.upstream.metrics.label.CheckType;
import io.upstream.metrics.label.QualityMetric;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;

/** The scores of one batch: the share of its claims that one aspect of quality holds for. */
final class QualityCard {

  private static final long TIMELY_DAYS = 45;

  private final Map<CheckType, Integer> failures = new EnumMap<>(CheckType.class);
  private int claims;
  private int kept;
  private int timely;

  void kept(ClaimLine line) {
    kept++;
    if (ChronoUnit.DAYS.between(line.submitted(), line.decided()) <= TIMELY_DAYS) {
      timely++;
    }
  }

  void failed(CheckType check) {
    failures.merge(check, 1, Integer::sum);
  }

  void counted() {
    claims++;
  }

  int claims() {
    return claims;
  }

  /** From 0 to 1; not a number for an empty batch, which is neither good nor bad. */
  double score(QualityMetric metric) {
    return switch (metric) {
      case COMPLETENESS -> 1 - share(CheckType.MISSING_REQUIRED_FIELD);
      case ACCURACY -> 1 - share(CheckType.INVALID_FORMAT) - share(CheckType.OUT_OF_RANGE);
      case CONSISTENCY -> 1 - share(CheckType.REFERENTIAL_INTEGRITY);
      case TIMELINESS -> (double) timely / kept;
    };
  }

  private double share(CheckType check) {
    return (double) failures.getOrDefault(check, 0) / claims;
  }
}
