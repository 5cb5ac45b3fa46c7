package io.upstream.metrics.series;

import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.FamilyType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Writes the series of one family; one page, one writer. */
final class SeriesWriter {

  private final PageBuffer out;
  private final ScrapeErrors errors;

  SeriesWriter(PageBuffer out, ScrapeErrors errors) {
    this.out = out;
    this.errors = errors;
  }

  void write(Series<?, ?> series, PageFormat format) throws IOException {
    out.put(header(series.family(), format).getBytes(StandardCharsets.UTF_8));
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

  private static String header(Family<?> family, PageFormat format) {
    String help = family.help().replace("\\", "\\\\").replace("\n", "\\n");
    if (format == PageFormat.TEXT) {
      String type = family.type() == FamilyType.INFO ? "gauge" : wire(family.type());
      return "# HELP %s %s\n# TYPE %1$s %s\n".formatted(family.name(), help, type);
    }
    boolean unknown =
        family.type() == FamilyType.COUNTER && family.baseName().equals(family.name());
    return "# TYPE %s %s\n# HELP %1$s %s\n"
        .formatted(
            family.baseName(),
            unknown ? "unknown" : wire(family.type()),
            help.replace("\"", "\\\""));
  }

  private static String wire(FamilyType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  private static LineTemplate lines(Series<?, ?> series) {
    String name = series.family().name();
    return series.family().schema().labels().isEmpty()
        ? new LineTemplate(series.plan, name + " ", "")
        : new LineTemplate(series.plan, name + "{", "} ");
  }

  private void write(Counter<?> counter) throws IOException {
    LineTemplate lines = lines(counter);
    counter.tree.forEach(
        (path, closed, cell) -> {
          lines.write(out, path, closed);
          if (cell.isWhole()) {
            out.putValue(cell.sum());
          } else {
            out.putValue(cell.value());
          }
          out.put('\n');
        });
  }

  private void write(UpDown<?> upDown) throws IOException {
    LineTemplate lines = lines(upDown);
    upDown.tree.forEach(
        (path, closed, cell) -> {
          lines.write(out, path, closed);
          out.putValue(cell.sum());
          out.put('\n');
        });
  }

  private void write(Gauge<?> gauge) throws IOException {
    LineTemplate lines = lines(gauge);
    boolean info = gauge.family().type() == FamilyType.INFO;
    gauge.tree.forEach(
        (path, closed, cell) -> {
          Double value = errors.read(gauge.family().name(), cell);
          if (value != null) {
            lines.write(out, path, closed);
            if (info) {
              out.putCount(1);
            } else {
              out.putValue(value);
            }
            out.put('\n');
          }
        });
  }
}
