package io.upstream.metrics.vocabularies.otel;

import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.label.HttpMethod;
import io.upstream.metrics.label.Transport;
import java.util.List;

/**
 * The stable metrics of OpenTelemetry's semantic conventions for HTTP servers and database clients,
 * as its exporters name them for Prometheus.
 */
public final class OtelFamilies {

  public static final HistogramFamily<HttpServerLabels> HTTP_SERVER_DURATION =
      HistogramFamily.named("http_server_request_duration_seconds")
          .buckets(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10)
          .help("Duration of HTTP server requests.")
          .labels(HttpServerLabels.class);

  public static final HistogramFamily<DbClientLabels> DB_CLIENT_DURATION =
      HistogramFamily.named("db_client_operation_duration_seconds")
          .buckets(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10)
          .help("Duration of database client operations.")
          .labels(DbClientLabels.class);

  /** All of them. */
  public static final List<Family<?>> ALL = List.of(HTTP_SERVER_DURATION, DB_CLIENT_DURATION);

  private OtelFamilies() {}

  /** The labels of the request and its response. */
  public record HttpServerLabels(
      HttpMethod httpRequestMethod,
      Transport urlScheme,
      HttpResponseStatus httpResponseStatusCode,
      HttpRoute httpRoute,
      OtelErrorType errorType) {}

  /** The labels of a family by database, command, table and error. */
  public record DbClientLabels(
      DbSystemName dbSystemName,
      DbOperationName dbOperationName,
      DbCollectionName dbCollectionName,
      OtelErrorType errorType) {}
}
