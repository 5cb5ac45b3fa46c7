package io.upstream.metrics.sample.drift;

import io.upstream.metrics.label.DriftType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares a payer's last week with the weeks before.
 *
 * <p>Two questions about each aspect: could chance have done it (then it is no drift, however large
 * it looks), and how large is it, from 0 to 1. The first is a z-test at four standard errors, since
 * it is asked of every payer after every batch.
 */
final class DriftWatch {

  private static final double STANDARD_ERRORS = 4;

  /**
   * A shift that counts as 1: three standard deviations, 40 points of the denial rate, 60 of the
   * codes.
   */
  private static final double FULL_SHIFT = 3;

  private static final double FULL_DENIAL = 0.4;
  private static final double FULL_CODES = 0.6;

  private DriftWatch() {}

  /** A change in one aspect, from 0 to 1. */
  record Drift(DriftType type, double severity) {}

  static List<Drift> compare(History history) {
    Window before = history.baseline();
    Window now = history.recent();
    List<Drift> found = new ArrayList<>();
    add(found, DriftType.PAYMENT_DELAY, shift(before.delays(), now.delays()));
    add(found, DriftType.DENIAL_RATE, denials(before, now));
    add(found, DriftType.ADJUSTMENT_PATTERN, shift(before.adjustments(), now.adjustments()));
    add(found, DriftType.CODE_MAPPING_CHANGE, codes(before, now));
    return found;
  }

  private static void add(List<Drift> found, DriftType type, double severity) {
    if (severity > 0) {
      found.add(new Drift(type, Math.min(1, severity)));
    }
  }

  private static double shift(Spread before, Spread now) {
    double deviation = before.deviation();
    double difference = Math.abs(now.mean() - before.mean());
    double standardError = deviation / Math.sqrt(now.count());
    return deviation == 0 || now.count() == 0 || difference < STANDARD_ERRORS * standardError
        ? 0
        : difference / deviation / FULL_SHIFT;
  }

  private static double denials(Window before, Window now) {
    double all =
        (before.denialRate() * before.claims() + now.denialRate() * now.claims())
            / (before.claims() + now.claims());
    double standardError =
        Math.sqrt(all * (1 - all) * (1.0 / before.claims() + 1.0 / now.claims()));
    double difference = Math.abs(now.denialRate() - before.denialRate());
    return difference < STANDARD_ERRORS * standardError || difference == 0
        ? 0
        : difference / FULL_DENIAL;
  }

  /**
   * Returns the distance of two mixtures of procedure codes: 0 if they are the same, 1 if they have
   * none in common.
   */
  private static double codes(Window before, Window now) {
    Set<String> all = new TreeSet<>(before.procedures().keySet());
    all.addAll(now.procedures().keySet());
    double claims = before.claims() + now.claims();
    double distance = 0;
    double chiSquare = 0;
    for (String code : all) {
      double difference = share(now, code) - share(before, code);
      double expected = (count(now, code) + count(before, code)) / claims;
      distance += Math.abs(difference) / 2;
      chiSquare += difference * difference / expected * before.claims() * now.claims() / claims;
    }
    return all.size() < 2 || chiSquare < byChance(all.size() - 1) ? 0 : distance / FULL_CODES;
  }

  /** Returns the value that chi-square hardly ever exceeds by chance, after Wilson and Hilferty. */
  private static double byChance(int degreesOfFreedom) {
    double spread = 2.0 / (9 * degreesOfFreedom);
    return degreesOfFreedom * Math.pow(1 - spread + STANDARD_ERRORS * Math.sqrt(spread), 3);
  }

  private static double share(Window window, String code) {
    return count(window, code) / window.claims();
  }

  private static double count(Window window, String code) {
    return window.procedures().getOrDefault(code, 0L);
  }
}
