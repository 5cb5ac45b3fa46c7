package io.upstream.metrics.benchmarks.report;

import java.util.Locale;

/** Numbers as people read them. */
final class RoundedNumbers {

  private RoundedNumbers() {}

  /** Three digits that count, and no exponent. */
  static String of(double number) {
    if (Double.isNaN(number)) {
      return "-";
    }
    double magnitude = Math.abs(number);
    String format =
        magnitude >= 100
            ? "%,.0f"
            : magnitude >= 10
                ? "%.1f"
                : magnitude >= 1
                    ? "%.2f"
                    : magnitude >= 0.1 ? "%.3f" : magnitude > 0 ? "%.4f" : "%.0f";
    return String.format(Locale.ROOT, format, number);
  }

  /** Bytes, without the traces that a sampling profiler leaves. */
  static String bytes(double number) {
    return Double.isNaN(number) ? "-" : String.format(Locale.ROOT, "%,.0f B", Math.abs(number));
  }

  static String millis(double nanos) {
    return of(nanos / 1e6);
  }
}
