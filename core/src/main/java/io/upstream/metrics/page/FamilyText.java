package io.upstream.metrics.page;

import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.FamilyType;
import io.upstream.metrics.series.FamilySeries;
import io.upstream.metrics.series.HistogramSeries;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The bytes of a family that are the same on every page, encoded once. */
final class FamilyText {

  private final byte[] header;
  private final byte[] openMetricsHeader;

  /** The lines' beginnings; of a histogram, whose lines begin in several ways, the labels alone. */
  final LineTemplate lines;

  private final @Nullable HistogramText histogram;

  // Not volatile: a page may miss what another one has just kept, and kept lines never change.
  private @Nullable KeptLines kept;
  private @Nullable KeptLines keptOfOpenMetrics;

  /** Returns the text of a family, which is made for the first page that shows it. */
  static FamilyText of(FamilySeries<?, ?> series) {
    if (series.text() instanceof FamilyText known) {
      return known;
    }
    FamilyText made = new FamilyText(series);
    series.keep(made); // another page may do the same, with an equal text
    return made;
  }

  private FamilyText(FamilySeries<?, ?> series) {
    Family<?> family = series.family();
    this.header = bytes(header(family));
    this.openMetricsHeader = bytes(openMetricsHeader(family));
    String name = family.name();
    this.histogram = series instanceof HistogramSeries<?> own ? new HistogramText(own) : null;
    if (histogram != null) {
      this.lines = new LineTemplate(series.plan(), "", "");
    } else if (series.plan().isUnlabelled()) {
      this.lines = new LineTemplate(series.plan(), name + " ", "");
    } else {
      this.lines = new LineTemplate(series.plan(), name + "{", "} ");
    }
  }

  /** Returns the names and bounds in the lines of a histogram; only for one. */
  HistogramText histogram() {
    return Objects.requireNonNull(histogram);
  }

  /** Returns the lines that an earlier page has kept; null if none has. */
  @Nullable KeptLines kept(PageFormat format) {
    return format == PageFormat.TEXT ? kept : keptOfOpenMetrics;
  }

  /** Keeps lines for later pages, in place of those that were kept. */
  void keep(PageFormat format, @Nullable KeptLines lines) {
    if (format == PageFormat.TEXT) {
      kept = lines;
    } else {
      keptOfOpenMetrics = lines;
    }
  }

  byte[] header(PageFormat format) {
    return format == PageFormat.TEXT ? header : openMetricsHeader;
  }

  private static String header(Family<?> family) {
    String type = family.type() == FamilyType.INFO ? "gauge" : wire(family.type());
    String name = family.name();
    return "# HELP " + name + " " + help(family) + "\n# TYPE " + name + " " + type + "\n";
  }

  private static String openMetricsHeader(Family<?> family) {
    boolean unknown =
        family.type() == FamilyType.COUNTER && family.baseName().equals(family.name());
    String name = family.baseName();
    return "# TYPE "
        + name
        + " "
        + (unknown ? "unknown" : wire(family.type()))
        + "\n# HELP "
        + name
        + " "
        + help(family).replace("\"", "\\\"")
        + "\n";
  }

  private static String help(Family<?> family) {
    return family.help().replace("\\", "\\\\").replace("\n", "\\n");
  }

  private static String wire(FamilyType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
