package io.upstream.metrics.sample.drift;

import io.upstream.metrics.label.SignalType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks for reasons of denial that a payer gives more often than it did. */
final class DenialScope {

  private static final double MORE_OFTEN = 0.05;

  /** Five times the increase that is noticed at all, and ten, is 0.5, and 1. */
  private static final double FULL = 10 * MORE_OFTEN;

  /** The reasons by the codes of the industry's list. */
  private static final Map<String, String> REASONS =
      Map.of(
          "CO-16", "missing_information",
          "CO-29", "timely_filing",
          "CO-50", "medical_necessity",
          "CO-197", "prior_authorization");

  private DenialScope() {}

  /** A reason given more often, from 0 to 1. */
  record Signal(SignalType type, double severity) {}

  static List<Signal> compare(History history) {
    List<Signal> signals = new ArrayList<>();
    for (String code : history.recent().denialCodes()) {
      double more = history.recent().denialRate(code) - history.baseline().denialRate(code);
      if (more > MORE_OFTEN) {
        String reason = REASONS.getOrDefault(code, "other_reason");
        signals.add(new Signal(new SignalType(reason), Math.min(1, more / FULL)));
      }
    }
    return signals;
  }
}
