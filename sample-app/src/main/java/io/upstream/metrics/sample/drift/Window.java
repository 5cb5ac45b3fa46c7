package io.upstream.metrics.sample.drift;

import io.upstream.metrics.sample.claims.Decision;
import io.upstream.metrics.sample.claims.Outcome;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The decisions of one payer within some days. */
final class Window {

  private final Spread delays = new Spread();
  private final Spread adjustments = new Spread();
  private final List<Long> days = new ArrayList<>();
  private final Map<String, Long> procedures = new TreeMap<>();
  private final Map<String, Long> denialCodes = new TreeMap<>();
  private long claims;
  private long denied;

  void add(Decision decision) {
    claims++;
    procedures.merge(decision.procedure(), 1L, Long::sum);
    if (decision.outcome() == Outcome.DENIED) {
      denied++;
      String code = decision.denialCode();
      denialCodes.merge(code == null ? "none" : code, 1L, Long::sum);
      return;
    }
    long waited = ChronoUnit.DAYS.between(decision.submitted(), decision.decided());
    days.add(waited);
    delays.add((double) waited);
    adjustments.add(1 - (double) decision.paid() / decision.billed());
  }

  long claims() {
    return claims;
  }

  /** Days from submission to payment. */
  Spread delays() {
    return delays;
  }

  /** Returns the part of the bill that was not paid. */
  Spread adjustments() {
    return adjustments;
  }

  double denialRate() {
    return claims == 0 ? 0 : (double) denied / claims;
  }

  /** Returns the share of all claims that was denied for a reason. */
  double denialRate(String code) {
    return claims == 0 ? 0 : (double) denialCodes.getOrDefault(code, 0L) / claims;
  }

  Iterable<String> denialCodes() {
    return denialCodes.keySet();
  }

  /** Returns the share of paid claims that waited longer than so many days. */
  double slowerThan(double limit) {
    return days.isEmpty()
        ? 0
        : (double) days.stream().filter(each -> each > limit).count() / days.size();
  }

  Map<String, Long> procedures() {
    return procedures;
  }
}
