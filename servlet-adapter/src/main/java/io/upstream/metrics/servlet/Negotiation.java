package io.upstream.metrics.servlet;

import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.upstream.metrics.page.PageFormat;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which form of the page a client gets.
 *
 * <p>Between the two texts its q-values decide, and text 0.0.4 where they are equal. Protobuf comes
 * last whatever its q-value is, for only the texts carry every family on every client_java, and
 * only where its writer is on the class path ({@code prometheus-metrics-exposition-formats}).
 */
final class Negotiation {

  private static final List<Offer> TEXTS =
      List.of(
          new Offer(
              PageFormat.TEXT,
              "text/plain",
              Map.of("version", Set.of("0.0.4"), "charset", Set.of("utf-8", "UTF-8"))),
          new Offer(
              PageFormat.OPENMETRICS,
              "application/openmetrics-text",
              Map.of("version", Set.of("1.0.0", "0.0.1"), "charset", Set.of("utf-8", "UTF-8"))));
  private static final Offer PROTOBUF =
      new Offer(
          PageFormat.PROTOBUF,
          "application/vnd.google.protobuf",
          Map.of(
              "proto", Set.of("io.prometheus.client.MetricFamily"),
              "encoding", Set.of("delimited")));

  private static final boolean PROTOBUF_WRITER =
      ExpositionFormats.init().getPrometheusProtobufWriter().isAvailable();

  private Negotiation() {}

  /** What a client may ask for, in words. */
  static String offers() {
    return "There is text/plain and application/openmetrics-text"
        + (PROTOBUF_WRITER ? ", and application/vnd.google.protobuf." : ".");
  }

  /** A form and the parameters it fulfils; a parameter that is not named here does not matter. */
  private record Offer(PageFormat format, String type, Map<String, Set<String>> fulfils) {

    /** The q-value of the entry that names this form most exactly; 0 where none does. */
    double quality(List<QualityList.Entry> accept) {
      int best = -1;
      double quality = 0;
      for (QualityList.Entry entry : accept) {
        int exactness = exactness(entry);
        if (exactness > best || (exactness == best && entry.quality() > quality)) {
          best = exactness;
          quality = entry.quality();
        }
      }
      return best < 0 ? 0 : quality;
    }

    private int exactness(QualityList.Entry entry) {
      if (entry.value().equals("*/*")) {
        return 0;
      }
      if (entry.value().equals(type.substring(0, type.indexOf('/')) + "/*")) {
        return 1;
      }
      if (!entry.value().equals(type)) {
        return -1;
      }
      int exactness = 2;
      for (Map.Entry<String, Set<String>> own : fulfils.entrySet()) {
        String asked = entry.parameters().get(own.getKey());
        if (asked != null && !own.getValue().contains(asked)) {
          return -1;
        }
        exactness += asked == null ? 0 : 1;
      }
      return exactness;
    }
  }

  /** The form to answer in, or null where the client accepts none that there is. */
  static @Nullable PageFormat format(HttpServletRequest request) {
    List<QualityList.Entry> accept = QualityList.parse(lines(request, "Accept"));
    if (accept.isEmpty()) {
      return PageFormat.TEXT;
    }
    PageFormat chosen = null;
    double best = 0;
    for (Offer text : TEXTS) {
      double quality = text.quality(accept);
      if (quality > best) {
        best = quality;
        chosen = text.format();
      }
    }
    if (chosen == null && PROTOBUF_WRITER && PROTOBUF.quality(accept) > 0) {
      chosen = PROTOBUF.format();
    }
    return chosen;
  }

  /** Whether the client asks for gzip and does not like the plain page better. */
  static boolean gzip(HttpServletRequest request) {
    double gzip = -1;
    double any = 0;
    double identity = 0;
    for (QualityList.Entry entry : QualityList.parse(lines(request, "Accept-Encoding"))) {
      switch (entry.value()) {
        case "gzip", "x-gzip" -> gzip = Math.max(gzip, entry.quality());
        case "identity" -> identity = entry.quality();
        case "*" -> any = entry.quality();
        default -> {
          // An encoding that we do not have.
        }
      }
    }
    double wanted = gzip < 0 ? any : gzip;
    return wanted > 0 && wanted >= identity;
  }

  private static List<String> lines(HttpServletRequest request, String header) {
    Enumeration<String> values = request.getHeaders(header);
    return values == null ? List.of() : Collections.list(values);
  }
}
