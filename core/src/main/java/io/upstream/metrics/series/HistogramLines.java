package io.upstream.metrics.series;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes the lines of a histogram: buckets, count and sum of each series. */
final class HistogramLines {

  private final Histogram<?> histogram;
  private final PageBuffer out;
  private final LineTemplate labels;
  private final boolean unlabelled;
  private final boolean whole;
  private final byte[] bucket;
  private final byte[] count;
  private final byte[] sum;
  private final byte[][] ends;

  /**
   * Lines for a page.
   *
   * @param whole whether count and sum are written, beside the buckets
   */
  HistogramLines(Histogram<?> histogram, PageBuffer out, boolean whole) {
    this.histogram = histogram;
    this.out = out;
    this.whole = whole;
    this.labels = new LineTemplate(histogram.plan, "", "");
    this.unlabelled = histogram.family().schema().labels().isEmpty();
    String name = histogram.family().name();
    this.bucket = bytes(name + "_bucket{");
    this.count = bytes(name + "_count" + (unlabelled ? " " : "{"));
    this.sum = bytes(name + "_sum" + (unlabelled ? " " : "{"));
    double[] bounds = histogram.bounds();
    this.ends = new byte[bounds.length + 1][];
    String comma = unlabelled ? "" : ",";
    for (int i = 0; i < bounds.length; i++) {
      ends[i] = bytes(comma + "le=\"" + bounds[i] + "\"} ");
    }
    ends[bounds.length] = bytes(comma + "le=\"+Inf\"} ");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  void write() throws IOException {
    long[] counts = new long[ends.length];
    histogram.tree.forEach(
        (path, closed, cell) -> {
          double total = cell.read(counts);
          long cumulative = 0;
          for (int i = 0; i < counts.length; i++) {
            cumulative += counts[i];
            out.put(bucket);
            labels.write(out, path, closed);
            out.put(ends[i]);
            out.putCount(cumulative);
            out.put('\n');
          }
          if (!whole) {
            return;
          }
          begin(count, path, closed);
          out.putCount(cumulative);
          out.put('\n');
          begin(sum, path, closed);
          out.putValue(total);
          out.put('\n');
        });
  }

  private void begin(byte[] name, int[] path, int closed) throws IOException {
    out.put(name);
    labels.write(out, path, closed);
    if (!unlabelled) {
      out.put('}');
      out.put(' ');
    }
  }
}
