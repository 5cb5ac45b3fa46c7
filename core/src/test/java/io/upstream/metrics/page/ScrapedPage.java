package io.upstream.metrics.page;

import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.upstream.metrics.UpstreamRecorder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** The page of a recorder, and the page that client_java would write of the same state. */
public final class ScrapedPage {

  private ScrapedPage() {}

  public static String text(UpstreamRecorder recorder) {
    return of(recorder, PageFormat.TEXT, Set.of());
  }

  public static String openMetrics(UpstreamRecorder recorder) {
    return of(recorder, PageFormat.OPENMETRICS, Set.of());
  }

  public static String of(UpstreamRecorder recorder, PageFormat format, Set<String> names) {
    return new String(bytes(recorder, format, names), StandardCharsets.UTF_8);
  }

  public static byte[] bytes(UpstreamRecorder recorder, PageFormat format, Set<String> names) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      recorder.writePage(format, names, out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<String> lines(UpstreamRecorder recorder) {
    return text(recorder).lines().toList();
  }

  /** client_java's own rendering of everything in the recorder's registry. */
  public static String byClientJava(UpstreamRecorder recorder, PageFormat format) {
    MetricSnapshots snapshots = recorder.registry().scrape();
    ExpositionFormats formats = ExpositionFormats.init();
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      if (format == PageFormat.TEXT) {
        formats.getPrometheusTextFormatWriter().write(out, snapshots);
      } else {
        formats.getOpenMetricsTextFormatWriter().write(out, snapshots);
      }
      return out.toString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The value on a line, or NaN if the line is not there. */
  public static double value(UpstreamRecorder recorder, String series) {
    return lines(recorder).stream()
        .filter(line -> line.startsWith(series + " "))
        .map(line -> line.substring(series.length() + 1))
        .mapToDouble(Double::parseDouble)
        .findFirst()
        .orElse(Double.NaN);
  }
}
