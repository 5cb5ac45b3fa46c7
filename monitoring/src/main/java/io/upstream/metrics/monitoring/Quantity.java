package io.upstream.metrics.monitoring;

import java.util.Locale;

/** Numbers as people read them, to two digits. */
final class Quantity {

  private Quantity() {}

  static String count(double value) {
    if (value < 1e6) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return scaled(value, 1e6, " M", 1e9, " G");
  }

  static String bytes(double value) {
    if (value < 1e6) {
      return scaled(value, 1, " B", 1e3, " KB");
    }
    return value < 1e9
        ? scaled(value, 1e6, " MB", 1e9, "")
        : scaled(value, 1e9, " GB", 1e12, " TB");
  }

  private static String scaled(
      double value, double small, String smallUnit, double large, String largeUnit) {
    boolean isLarge = value >= large;
    double number = value / (isLarge ? large : small);
    String format = number < 10 ? "%.1f%s" : "%,.0f%s";
    return String.format(Locale.ROOT, format, number, isLarge ? largeUnit : smallUnit);
  }
}
