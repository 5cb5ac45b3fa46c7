package io.upstream.metrics.page;

import io.upstream.metrics.series.HistogramSeries;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes the lines of a histogram: buckets, count and sum of each series. */
final class HistogramLines {

  private final HistogramSeries<?> histogram;
  private final PageBuffer out;
  private final boolean whole;
  private final boolean withExemplars;
  private final int shownUntil;
  private final CreatedLines.@Nullable OfFamily began;
  private final LineTemplate.Lines labels;
  private final TextBuilder begin = new TextBuilder();
  private final long[] counts;
  private final HistogramText text;

  /**
   * Lines for a page.
   *
   * @param labels the labels of the histogram's lines
   * @param shownUntil series that were born later are shown as 0
   * @param created null where the page has no lines that say when series began
   */
  HistogramLines(
      HistogramSeries<?> histogram,
      FamilyText text,
      LineTemplate.Lines labels,
      PageBuffer out,
      PageFormat format,
      int shownUntil,
      @Nullable CreatedLines created) {
    this.histogram = histogram;
    this.out = out;
    // OpenMetrics allows no sum if bounds can be negative, and without a sum no count.
    this.whole = format == PageFormat.TEXT || histogram.isNonNegative();
    this.withExemplars = format == PageFormat.OPENMETRICS;
    this.shownUntil = shownUntil;
    this.began = created == null ? null : created.of(histogram);
    this.labels = labels;
    this.text = text.histogram();
    this.counts = new long[histogram.bounds().length + 1];
  }

  void write() throws IOException {
    histogram
        .rows()
        .forEach(
            (row, cell) -> {
              double total = cell.read(counts, null, cell.bornAt() <= shownUntil);
              if (Double.isNaN(total)) {
                return; // it has left
              }
              labels.at(row);
              begin(text.bucket, cell.closed());
              long cumulative = 0;
              for (int i = 0; i < counts.length; i++) {
                cumulative += counts[i];
                out.append(begin);
                out.append(text.ends[i]);
                out.putCount(cumulative);
                if (withExemplars && cell.bornAt() <= shownUntil) {
                  ExemplarText.put(out, cell.exemplar(i));
                }
                out.endLine();
              }
              if (whole) {
                begin(text.count, cell.closed());
                out.append(begin);
                out.append(text.end);
                out.putCount(cumulative);
                out.endLine();
                begin(text.sum, cell.closed());
                out.append(begin);
                out.append(text.end);
                out.putValue(total);
                out.endLine();
              }
              if (began != null) {
                began.write(out, row, cell.closed(), cell.bornAt());
              }
            });
  }

  private void begin(byte[] name, int closed) {
    begin.clear();
    begin.append(name);
    labels.put(begin, closed);
  }
}
