package io.upstream.metrics.series;

import io.upstream.metrics.catalog.FamilyType;
import java.io.IOException;

/** Writes the series of one family; one page, one writer. */
final class SeriesWriter {

  private final PageBuffer out;
  private final ScrapeErrors errors;

  SeriesWriter(PageBuffer out, ScrapeErrors errors) {
    this.out = out;
    this.errors = errors;
  }

  void write(Series<?, ?> series, PageFormat format) throws IOException {
    out.append(series.text().header(format));
    if (series instanceof Counter<?> counter) {
      write(counter);
    } else if (series instanceof Gauge<?> gauge) {
      write(gauge);
    } else if (series instanceof UpDown<?> upDown) {
      write(upDown);
    } else if (series instanceof Histogram<?> histogram) {
      // OpenMetrics has no sum, and then no count, where bounds can be negative.
      boolean whole = format == PageFormat.TEXT || histogram.isNonNegative();
      new HistogramLines(histogram, out, whole).write();
    }
  }

  // Most lines of a page are counters': they are gone through without a call for each.
  private void write(Counter<?> counter) throws IOException {
    LineTemplate.Lines lines = counter.text().lines.lines();
    counter.tree.forEachLeaf(
        (path, leaf) -> {
          lines.at(path);
          for (int closed = 0; closed < leaf.length; closed++) {
            CounterCell cell = counter.tree.cell(leaf, closed);
            if (cell != null) {
              lines.put(out, closed);
              if (cell.isWhole()) {
                out.putValue(cell.sum());
              } else {
                out.putValue(cell.value());
              }
              out.endLine();
            }
          }
        });
  }

  private void write(UpDown<?> upDown) throws IOException {
    LineTemplate.Lines lines = upDown.text().lines.lines();
    upDown.tree.forEach(
        (path, closed, cell) -> {
          lines.at(path);
          lines.put(out, closed);
          out.putValue(cell.sum());
          out.endLine();
        });
  }

  private void write(Gauge<?> gauge) throws IOException {
    LineTemplate.Lines lines = gauge.text().lines.lines();
    boolean info = gauge.family().type() == FamilyType.INFO;
    gauge.tree.forEach(
        (path, closed, cell) -> {
          Double value = errors.read(gauge.family().name(), cell);
          if (value != null) {
            lines.at(path);
            lines.put(out, closed);
            if (info) {
              out.putCount(1);
            } else {
              out.putValue(value);
            }
            out.endLine();
          }
        });
  }
}
