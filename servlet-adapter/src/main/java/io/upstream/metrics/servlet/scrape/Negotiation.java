package io.upstream.metrics.servlet.scrape;

import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.upstream.metrics.page.NameEscaping;
import io.upstream.metrics.page.PageFormat;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The content negotiation: chooses the form of the page that a client gets.
 *
 * <p>The client's q-values decide. If they are equal, text 0.0.4 has precedence, then OpenMetrics.
 * Only clients that name Protobuf get it, and only if its writer is on the class path ({@code
 * prometheus-metrics-exposition-formats}). A client that accepts none of these forms gets text, as
 * from other exporters, so that a program that always sends {@code Accept: application/json} can
 * read the page.
 */
public final class Negotiation {

  private static final List<Offer> OFFERS =
      List.of(
          new Offer(
              PageFormat.TEXT,
              "text/plain",
              Map.of("version", Set.of("0.0.4"), "charset", Set.of("utf-8", "UTF-8"))),
          new Offer(
              PageFormat.OPENMETRICS,
              "application/openmetrics-text",
              Map.of("version", Set.of("1.0.0", "0.0.1"), "charset", Set.of("utf-8", "UTF-8"))),
          new Offer(
              PageFormat.PROTOBUF,
              "application/vnd.google.protobuf",
              Map.of(
                  "proto", Set.of("io.prometheus.client.MetricFamily"),
                  "encoding", Set.of("delimited"))));

  private static final boolean PROTOBUF_WRITER =
      ExpositionFormats.init().getPrometheusProtobufWriter().isAvailable();

  private Negotiation() {}

  /** A form and the parameters it fulfils; a parameter that is not named here does not matter. */
  private record Offer(PageFormat format, String type, Map<String, Set<String>> fulfils) {

    /** Returns the entry that names this form most exactly; null where none does. */
    QualityList.@Nullable Entry named(List<QualityList.Entry> accept) {
      int best = -1;
      QualityList.Entry named = null;
      for (QualityList.Entry entry : accept) {
        int exactness = exactness(entry);
        if (exactness > best
            || (exactness == best && named != null && entry.quality() > named.quality())) {
          best = exactness;
          named = entry;
        }
      }
      return named;
    }

    private int exactness(QualityList.Entry entry) {
      if (entry.value().equals("*/*")) {
        return format == PageFormat.PROTOBUF ? -1 : 0;
      }
      if (format != PageFormat.PROTOBUF
          && entry.value().equals(type.substring(0, type.indexOf('/')) + "/*")) {
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

  /**
   * A form of the page.
   *
   * @param escaping the escaping of names; null if the client does not ask for one
   */
  public record Form(PageFormat format, @Nullable NameEscaping escaping) {

    public String contentType() {
      return format.contentType(escaping);
    }
  }

  /** Returns the form to answer in. */
  public static Form form(HttpServletRequest request) {
    List<QualityList.Entry> accept = QualityList.parse(lines(request, "Accept"));
    Form chosen = new Form(PageFormat.TEXT, null);
    double best = 0;
    for (Offer offer : OFFERS) {
      QualityList.Entry named = offer.named(accept);
      if (named != null
          && named.quality() > best
          && (offer.format() != PageFormat.PROTOBUF || PROTOBUF_WRITER)) {
        best = named.quality();
        chosen = new Form(offer.format(), NameEscaping.of(named.parameters().get("escaping")));
      }
    }
    return chosen;
  }

  /** Returns whether the client accepts gzip and does not prefer the plain page. */
  public static boolean gzip(HttpServletRequest request) {
    double gzip = -1;
    double any = 0;
    double identity = 0;
    for (QualityList.Entry entry : QualityList.parse(lines(request, "Accept-Encoding"))) {
      switch (entry.value()) {
        case "gzip", "x-gzip" -> gzip = Math.max(gzip, entry.quality());
        case "identity" -> identity = entry.quality();
        case "*" -> any = entry.quality();
        default -> {
          // Ignores an encoding that we do not support.
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
