package io.upstream.metrics.page;

import io.upstream.metrics.series.cell.HistogramCell;
import java.io.IOException;

/** Writes the lines of the histograms of one page: buckets, count and sum of each series. */
final class HistogramLines {

  private final PageBuffer out;
  private final PageFormat format;
  private final TextBuilder begin = new TextBuilder();

  HistogramLines(PageBuffer out, PageFormat format) {
    this.out = out;
    this.format = format;
  }

  /**
   * Writes the lines of a series.
   *
   * @param labels the labels of the histogram's lines, at the row of the series
   * @param i the place of the series among those that were read
   * @return false if the series has left and has no lines
   */
  boolean write(
      HistogramText text,
      LineTemplate.Lines labels,
      SeriesNumbers read,
      int i,
      boolean withExemplars)
      throws IOException {
    int buckets = text.ends.length;
    int at = read.place(i);
    double total = Double.longBitsToDouble(read.numbers[at + buckets]);
    if (Double.isNaN(total)) {
      return false;
    }
    int closed = read.closed[i];
    begin(text.bucket, labels, closed);
    long cumulative = 0;
    for (int bucket = 0; bucket < buckets; bucket++) {
      cumulative += read.numbers[at + bucket];
      out.append(begin);
      out.append(text.ends[bucket]);
      out.putCount(cumulative);
      if (withExemplars) {
        putExemplar((HistogramCell) read.cell(i), read, bucket);
      }
      out.endLine();
    }
    // OpenMetrics allows no sum if bounds can be negative, and without a sum no count.
    if (format == PageFormat.TEXT || text.isNonNegative) {
      begin(text.count, labels, closed);
      out.append(begin);
      out.append(text.end);
      out.putCount(cumulative);
      out.endLine();
      begin(text.sum, labels, closed);
      out.append(begin);
      out.append(text.end);
      out.putValue(total);
      out.endLine();
    }
    return true;
  }

  private void putExemplar(HistogramCell cell, SeriesNumbers read, int bucket) {
    if (read.isShown(cell.bornAt())) {
      ExemplarText.put(out, cell.exemplar(bucket));
    }
  }

  private void begin(byte[] name, LineTemplate.Lines labels, int closed) {
    begin.clear();
    begin.append(name);
    labels.put(begin, closed);
  }
}
