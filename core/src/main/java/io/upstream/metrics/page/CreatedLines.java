package io.upstream.metrics.page;

import io.prometheus.metrics.config.PrometheusProperties;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.series.FamilySeries;
import io.upstream.metrics.series.SeriesRegistry;
import io.upstream.metrics.series.row.Row;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The lines {@code _created} of OpenMetrics: when each counter and histogram began.
 *
 * <p>They are written only where client_java's own writer writes them, with its setting {@code
 * io.prometheus.exporter.include_created_timestamps}: a Prometheus that does not know them takes
 * each for a series more.
 */
final class CreatedLines {

  private final SeriesRegistry registry;

  CreatedLines(SeriesRegistry registry) {
    this.registry = registry;
  }

  /** Returns null where no such lines are wanted. */
  static @Nullable CreatedLines of(PageFormat format, SeriesRegistry registry) {
    boolean wanted =
        format == PageFormat.OPENMETRICS
            && PrometheusProperties.get().getExporterProperties().getIncludeCreatedTimestamps();
    return wanted ? new CreatedLines(registry) : null;
  }

  /** Returns the lines of a family. */
  OfFamily of(FamilySeries<?, ?> series) {
    Family<?> family = series.family();
    boolean unlabelled = series.plan().isUnlabelled();
    String begin = family.baseName() + "_created" + (unlabelled ? " " : "{");
    return new OfFamily(
        registry,
        new LineTemplate.Lines(new LineTemplate(series.plan(), begin, unlabelled ? "" : "} ")));
  }

  /** Writes the lines of one family. */
  static final class OfFamily {

    private final SeriesRegistry registry;
    private final LineTemplate.Lines lines;

    OfFamily(SeriesRegistry registry, LineTemplate.Lines lines) {
      this.registry = registry;
      this.lines = lines;
    }

    void write(PageBuffer out, Row row, int closed, int bornAt) throws IOException {
      lines.at(row);
      lines.put(out, closed);
      out.putSeconds(registry.startMillis(bornAt));
      out.endLine();
    }
  }
}
