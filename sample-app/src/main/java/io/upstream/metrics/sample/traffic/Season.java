package io.upstream.metrics.sample.traffic;

import io.upstream.metrics.label.DriftType;

/**
 * The behaviour of a payer towards a customer on a day. Most payers are steady; for eight days out
 * of fourteen one payer of each customer changes one behaviour, a different one each time.
 *
 * @param delay days to a payment, on average
 * @param denials share of claims that are denied
 * @param adjusted share of a bill that is not paid
 * @param otherCodes share of claims under other codes of procedures
 */
record Season(double delay, double denials, double adjusted, double otherCodes) {

  static final int FIRST_DAY = 37;
  private static final int CYCLE = 14;
  private static final int LASTS = 8;
  private static final Season CALM = new Season(14, 0.08, 0.15, 0);

  static Season of(int customer, int payer, int day, int payers) {
    int cycle = Math.floorDiv(day - FIRST_DAY, CYCLE);
    if (day < FIRST_DAY
        || (day - FIRST_DAY) % CYCLE >= LASTS
        || payer != (customer + cycle) % payers) {
      return CALM;
    }
    DriftType[] types = DriftType.values();
    double strength = 0.4 + 0.3 * ((customer * 2 + cycle) % 4);
    return switch (types[(customer + cycle) % types.length]) {
      case PAYMENT_DELAY -> new Season(14 + 10 * strength, 0.08, 0.15, 0);
      case DENIAL_RATE -> new Season(14, 0.08 + 0.4 * strength, 0.15, 0);
      case ADJUSTMENT_PATTERN -> new Season(14, 0.08, 0.15 + 0.2 * strength, 0);
      case CODE_MAPPING_CHANGE -> new Season(14, 0.08, 0.15, Math.min(0.9, 0.5 * strength));
    };
  }
}
