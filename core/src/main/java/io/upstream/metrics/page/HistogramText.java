package io.upstream.metrics.page;

import io.upstream.metrics.series.HistogramSeries;

/** The names and bounds in the lines of a histogram, encoded once. */
final class HistogramText {

  final boolean isNonNegative; // all bounds and observations
  final byte[] bucket;
  final byte[] count;
  final byte[] sum;
  final byte[] end; // the end of the labels of count and sum
  final byte[][] ends; // the end of the labels of each bucket

  HistogramText(HistogramSeries<?> histogram) {
    this.isNonNegative = histogram.isNonNegative();
    boolean unlabelled = histogram.plan().isUnlabelled();
    String name = histogram.family().name();
    this.bucket = FamilyText.bytes(name + "_bucket{");
    this.count = FamilyText.bytes(name + "_count" + (unlabelled ? " " : "{"));
    this.sum = FamilyText.bytes(name + "_sum" + (unlabelled ? " " : "{"));
    this.end = FamilyText.bytes(unlabelled ? "" : "} ");
    double[] bounds = histogram.bounds();
    String comma = unlabelled ? "" : ",";
    this.ends = new byte[bounds.length + 1][];
    for (int i = 0; i < bounds.length; i++) {
      ends[i] = FamilyText.bytes(comma + "le=\"" + bounds[i] + "\"} ");
    }
    ends[bounds.length] = FamilyText.bytes(comma + "le=\"+Inf\"} ");
  }
}
