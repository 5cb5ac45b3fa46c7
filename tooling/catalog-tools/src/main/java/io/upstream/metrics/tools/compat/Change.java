package io.upstream.metrics.tools.compat;

/**
 * One difference between two catalogues.
 *
 * @param family the family that differs
 * @param what the difference, in words
 * @param breaking whether a query that was right before can be wrong or empty now
 */
public record Change(String family, String what, boolean breaking) {

  static Change breaking(String family, String what) {
    return new Change(family, what, true);
  }

  static Change safe(String family, String what) {
    return new Change(family, what, false);
  }

  @Override
  public String toString() {
    return (breaking ? "BREAKING " : "safe     ") + family + ": " + what;
  }
}
