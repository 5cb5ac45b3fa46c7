package io.upstream.metrics.vocabularies.module;

import io.upstream.metrics.catalog.CacheFamilies;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.HttpFamilies;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.catalog.UpDownFamily;
import io.upstream.metrics.label.HttpMethod;
import io.upstream.metrics.label.HttpStatus;
import io.upstream.metrics.label.SqlOperation;
import io.upstream.metrics.label.View;
import java.util.List;

/** Requests, queries and caches in the template module's names. */
public final class ModuleEventFamilies {

  private static final double[] SECONDS = {
    0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10
  };

  private static final double[] BYTES = {
    100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
  };

  public static final CounterFamily<MethodViewStatusLabels> REQUESTS =
      CounterFamily.named("django_http_requests_total")
          .help("Requests answered.")
          .labels(MethodViewStatusLabels.class);

  public static final HistogramFamily<MethodViewLabels> REQUEST_DURATION =
      HistogramFamily.named("django_http_request_duration_seconds")
          .buckets(SECONDS)
          .help("Time from the first look at a request to the end of its response.")
          .labels(MethodViewLabels.class);

  /** The platform's own family: the two declare it alike. */
  public static final UpDownFamily<NoLabels> IN_PROGRESS = HttpFamilies.IN_PROGRESS;

  public static final HistogramFamily<MethodViewLabels> REQUEST_SIZE =
      HistogramFamily.named("django_http_request_size_bytes")
          .buckets(BYTES)
          .help("Bytes of a request's body.")
          .labels(MethodViewLabels.class);

  public static final HistogramFamily<MethodViewStatusLabels> RESPONSE_SIZE =
      HistogramFamily.named("django_http_response_size_bytes")
          .buckets(BYTES)
          .help("Bytes of a response's body.")
          .labels(MethodViewStatusLabels.class);

  public static final UpDownFamily<NoLabels> CONNECTIONS =
      UpDownFamily.named("django_db_connections_total")
          .inheritedName("a gauge, but dashboards have it under this name")
          .help("Connections handed out and not closed yet.")
          .noLabels();

  public static final CounterFamily<OperationLabels> QUERIES =
      CounterFamily.named("django_db_queries_total")
          .help("Statements executed, by what they do.")
          .labels(OperationLabels.class);

  public static final HistogramFamily<OperationLabels> QUERY_DURATION =
      HistogramFamily.named("django_db_query_duration_seconds")
          .buckets(SECONDS)
          .help("Time that an execute call to the database took.")
          .labels(OperationLabels.class);

  /** All of them; those of caches are the platform's own. */
  public static final List<Family<?>> ALL =
      List.of(
          REQUESTS,
          REQUEST_DURATION,
          IN_PROGRESS,
          REQUEST_SIZE,
          RESPONSE_SIZE,
          CONNECTIONS,
          QUERIES,
          QUERY_DURATION,
          CacheFamilies.HITS,
          CacheFamilies.MISSES,
          CacheFamilies.SETS,
          CacheFamilies.DELETES);

  private ModuleEventFamilies() {}

  /** The labels of a family by method, view and status. */
  public record MethodViewStatusLabels(HttpMethod method, View view, HttpStatus status) {}

  /** The labels of a family by method and view. */
  public record MethodViewLabels(HttpMethod method, View view) {}

  /** The labels of a family by what a statement does. */
  public record OperationLabels(SqlOperation operation) {}
}
