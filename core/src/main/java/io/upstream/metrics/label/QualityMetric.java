package io.upstream.metrics.label;

/** The aspect of data quality that a score is about. */
public enum QualityMetric implements ClosedLabel {
  COMPLETENESS,
  ACCURACY,
  TIMELINESS,
  CONSISTENCY
}
