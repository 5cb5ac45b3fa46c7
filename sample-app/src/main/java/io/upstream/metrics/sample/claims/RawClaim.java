package io.upstream.metrics.sample.claims;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A claim as a customer sent it, unchecked. Amounts are in cents, days are ISO dates. */
record RawClaim(
    @Nullable String number,
    @Nullable String payer,
    @Nullable String procedure,
    @Nullable String submitted,
    @Nullable String decided,
    @Nullable String outcome,
    @Nullable String billed,
    @Nullable String paid,
    @Nullable String denialCode) {

  private static final int FIELDS = 9;

  /** Returns the claim of a line; a line with too few fields lacks the last ones. */
  static RawClaim ofLine(String line) {
    List<String> fields = CsvLine.fields(line);
    @Nullable String[] all = new @Nullable String[FIELDS];
    for (int i = 0; i < Math.min(FIELDS, fields.size()); i++) {
      all[i] = fields.get(i);
    }
    return new RawClaim(all[0], all[1], all[2], all[3], all[4], all[5], all[6], all[7], all[8]);
  }
}
