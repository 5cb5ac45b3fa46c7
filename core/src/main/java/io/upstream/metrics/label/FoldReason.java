package io.upstream.metrics.label;

/** The reason why a label value is not on the page under its own name. */
public enum FoldReason implements ClosedLabel {
  /** The label type had spent its budget. */
  OVER_BUDGET,
  /** One owner, such as a customer, had brought more values of the label than its share. */
  SHARE,
  /** The page had no line left for another series. */
  PAGE_BUDGET,
  /** The value was not what the label type expects. */
  INVALID,
  /** The value looked like personal data. */
  REDACTED,
  /** The value was blank. */
  UNKNOWN
}
