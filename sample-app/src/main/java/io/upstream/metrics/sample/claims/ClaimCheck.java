package io.upstream.metrics.sample.claims;

import io.upstream.metrics.label.CheckType;
import io.upstream.metrics.label.Severity;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks a claim. The first thing that is wrong decides the outcome. */
final class ClaimCheck {

  private static final Pattern PROCEDURE = Pattern.compile("[A-Z0-9]{5}");

  private final Set<String> payers;

  ClaimCheck(Set<String> payers) {
    this.payers = payers;
  }

  /**
   * The outcome of a check.
   *
   * @param line the claim, where it can be kept
   * @param failed the check that it failed; null where it passed all
   */
  record Result(
      @Nullable ClaimLine line, @Nullable CheckType failed, @Nullable Severity severity) {}

  Result judge(RawClaim raw) {
    if (anyBlank(
        raw.number(),
        raw.payer(),
        raw.procedure(),
        raw.submitted(),
        raw.decided(),
        raw.outcome(),
        raw.billed(),
        raw.paid())) {
      return refused(CheckType.MISSING_REQUIRED_FIELD, Severity.HIGH);
    }
    ClaimLine line = read(raw);
    if (line == null) {
      return refused(CheckType.INVALID_FORMAT, Severity.MEDIUM);
    }
    if (line.billed() <= 0
        || line.paid() < 0
        || line.paid() > line.billed()
        || line.decided().isBefore(line.submitted())) {
      return refused(CheckType.OUT_OF_RANGE, Severity.MEDIUM);
    }
    if (!payers.contains(line.payer())) {
      return refused(CheckType.REFERENTIAL_INTEGRITY, Severity.CRITICAL);
    }
    if (line.outcome() == Outcome.DENIED && line.denialCode() == null) {
      // The line is valid: it says that the payer denied the claim, but not why.
      return new Result(line, CheckType.MISSING_REQUIRED_FIELD, Severity.LOW);
    }
    return new Result(line, null, null);
  }

  private static Result refused(CheckType check, Severity severity) {
    return new Result(null, check, severity);
  }

  private static @Nullable ClaimLine read(RawClaim raw) {
    try {
      String procedure = text(raw.procedure());
      if (!PROCEDURE.matcher(procedure).matches()) {
        return null;
      }
      return new ClaimLine(
          text(raw.number()),
          text(raw.payer()),
          procedure,
          LocalDate.parse(text(raw.submitted())),
          LocalDate.parse(text(raw.decided())),
          Outcome.valueOf(text(raw.outcome())),
          Long.parseLong(text(raw.billed())),
          Long.parseLong(text(raw.paid())),
          anyBlank(raw.denialCode()) ? null : raw.denialCode());
    } catch (DateTimeParseException | IllegalArgumentException malformed) {
      return null;
    }
  }

  private static String text(@Nullable String field) {
    return field == null ? "" : field;
  }

  private static boolean anyBlank(@Nullable String... fields) {
    for (String field : fields) {
      if (field == null || field.isBlank()) {
        return true;
      }
    }
    return false;
  }
}
