package io.upstream.metrics.tools.compat;

/**
 * One difference between two catalogues.
 *
 * @param family the family that differs
 * @param what the difference in words
 * @param breaking true if a query that was right before can be wrong or empty now
 * @param mention the label, value or bound that a query has to contain beside the family to be
 *     affected; empty if every query of the family is affected
 */
public record Change(String family, String what, boolean breaking, String mention) {

  static Change breaking(String family, String what, String mention) {
    return new Change(family, what, true, mention);
  }

  static Change safe(String family, String what) {
    return new Change(family, what, false, "");
  }

  @Override
  public String toString() {
    return (breaking ? "BREAKING " : "safe     ") + family + ": " + what;
  }
}
