package io.upstream.metrics.catalog;

/** The types of families in the exposition format. */
public enum FamilyType {
  COUNTER("_total"),
  GAUGE(""),
  HISTOGRAM(""),
  INFO("_info");

  private final String suffix;

  FamilyType(String suffix) {
    this.suffix = suffix;
  }

  /** Returns the name without the suffix that OpenMetrics adds to families of this type. */
  String baseName(String name) {
    return name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
  }
}
