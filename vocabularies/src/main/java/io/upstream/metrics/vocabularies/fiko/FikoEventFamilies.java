package io.upstream.metrics.vocabularies.fiko;

import io.upstream.metrics.catalog.CacheFamilies;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.HttpFamilies;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.catalog.UpDownFamily;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.HttpMethod;
import io.upstream.metrics.label.HttpStatus;
import io.upstream.metrics.label.SqlOperation;
import java.util.List;

/** Requests and queries in Fiko's names. */
public final class FikoEventFamilies {

  public static final CounterFamily<MethodEndpointStatusLabels> REQUESTS =
      CounterFamily.named("django_http_requests_total")
          .help("Requests answered.")
          .labels(MethodEndpointStatusLabels.class);

  // 2 s must stay a bound, because an alert has this threshold.
  public static final HistogramFamily<MethodEndpointStatusLabels> REQUEST_DURATION =
      HistogramFamily.named("django_http_request_duration_seconds")
          .buckets(0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2, 2.5, 5, 7.5, 10)
          .help("Time from the first look at a request to the end of its response.")
          .labels(MethodEndpointStatusLabels.class);

  /** The platform's own family: the two declare it alike. */
  public static final CounterFamily<HttpFamilies.StatusLabels> RESPONSES =
      HttpFamilies.RESPONSES_BY_STATUS;

  public static final HistogramFamily<MethodEndpointLabels> REQUEST_SIZE =
      HistogramFamily.named("django_http_request_size_bytes")
          .buckets(100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000)
          .help("Bytes of a request's body.")
          .labels(MethodEndpointLabels.class);

  public static final HistogramFamily<MethodEndpointStatusLabels> RESPONSE_SIZE =
      HistogramFamily.named("django_http_response_size_bytes")
          .buckets(100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000)
          .help("Bytes of a response's body.")
          .labels(MethodEndpointStatusLabels.class);

  public static final CounterFamily<QueryLabels> QUERIES =
      CounterFamily.named("django_db_queries_total")
          .help("Statements sent to the database, refused ones too.")
          .labels(QueryLabels.class);

  public static final HistogramFamily<QueryTypeLabels> QUERY_DURATION =
      HistogramFamily.named("django_db_query_duration_seconds")
          .buckets(0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5)
          .help("Time that an execute call to the database took.")
          .labels(QueryTypeLabels.class);

  public static final UpDownFamily<NoLabels> CONNECTIONS_ACTIVE =
      UpDownFamily.named("django_db_connections_active")
          .help("Connections handed out and not closed yet.")
          .noLabels();

  /** The platform's own family: the two declare it alike. */
  public static final CounterFamily<CacheFamilies.BackendLabels> CACHE_HITS = CacheFamilies.HITS;

  /** The platform's own family: the two declare it alike. */
  public static final CounterFamily<CacheFamilies.BackendLabels> CACHE_MISSES =
      CacheFamilies.MISSES;

  /** All of them. */
  public static final List<Family<?>> ALL =
      List.of(
          REQUESTS,
          REQUEST_DURATION,
          RESPONSES,
          REQUEST_SIZE,
          RESPONSE_SIZE,
          QUERIES,
          QUERY_DURATION,
          CONNECTIONS_ACTIVE,
          CACHE_HITS,
          CACHE_MISSES);

  private FikoEventFamilies() {}

  /** The labels of a family by method, route and status. */
  public record MethodEndpointStatusLabels(
      HttpMethod method, Endpoint endpoint, HttpStatus status) {}

  /** The labels of a family by method and route. */
  public record MethodEndpointLabels(HttpMethod method, Endpoint endpoint) {}

  /** The labels of a family by what a statement does, and how that went. */
  public record QueryLabels(SqlOperation queryType, Outcome status) {}

  /** The labels of a family by what a statement does. */
  public record QueryTypeLabels(SqlOperation queryType) {}
}
