package io.upstream.metrics.sample.traffic;

import java.time.LocalDate;
import java.util.List;
import java.util.Random;

/** Makes claims of one customer, day by day, as lines of a file; one in seventy is bad. */
final class ClaimGenerator {

  static final String HEADER =
      "number,payer,procedure,submitted,decided,outcome,billed,paid,denial_code";

  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
  private static final List<String> PAYERS =
      List.of("northstar", "blueriver", "summit", "lakeside");
  private static final List<String> CODES = List.of("99213", "99214", "93000", "80053", "J1100");
  private static final List<String> OTHER_CODES = List.of("99215", "G0439", "93010");
  private static final List<String> REASONS = List.of("CO-16", "CO-29", "CO-50", "CO-197");
  private static final double BAD = 1 / 70.0;

  private final int customer;
  private final String prefix;
  private final Random random;
  private int made;

  ClaimGenerator(int customer, String prefix, Random random) {
    this.customer = customer;
    this.prefix = prefix;
    this.random = random;
  }

  /** The claims of all payers that were decided on a day. */
  void day(int day, int claimsOfEach, StringBuilder file) {
    for (int payer = 0; payer < PAYERS.size(); payer++) {
      Season season = Season.of(customer, payer, day, PAYERS.size());
      for (int i = 0; i < claimsOfEach; i++) {
        line(day, PAYERS.get(payer), season, file);
      }
    }
  }

  private void line(int day, String payer, Season season, StringBuilder file) {
    String number = prefix + "-" + made++;
    LocalDate decided = FIRST.plusDays(day);
    long waited = Math.max(1, Math.round(season.delay() + 4 * random.nextGaussian()));
    boolean denied = random.nextDouble() < season.denials();
    List<String> codes = random.nextDouble() < season.otherCodes() ? OTHER_CODES : CODES;
    long billed = 5_000L + random.nextInt(60_000);
    double adjusted = Math.min(1, Math.max(0, season.adjusted() + 0.05 * random.nextGaussian()));
    long paid = denied ? 0 : Math.round(billed * (1 - adjusted));
    String[] fields = {
      number,
      payer,
      codes.get(random.nextInt(codes.size())),
      decided.minusDays(waited).toString(),
      decided.toString(),
      denied ? "DENIED" : "PAID",
      Long.toString(billed),
      Long.toString(paid),
      denied ? REASONS.get(random.nextInt(REASONS.size())) : ""
    };
    if (random.nextDouble() < BAD) {
      spoil(fields);
    }
    file.append(String.join(",", fields)).append('\n');
  }

  /** The mistakes that people make: a field left out, a date of their own, a slip, a stranger. */
  private void spoil(String[] fields) {
    switch (random.nextInt(5)) {
      case 0 -> fields[2] = "";
      case 1 -> fields[3] = "yesterday";
      case 2 -> fields[7] = "-" + fields[7] + "1";
      case 3 -> fields[1] = "unheard-of";
      default -> {
        fields[5] = "DENIED";
        fields[7] = "0";
        fields[8] = "";
      }
    }
  }
}
