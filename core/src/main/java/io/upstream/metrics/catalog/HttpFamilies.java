package io.upstream.metrics.catalog;

import io.upstream.metrics.label.HttpMethod;
import io.upstream.metrics.label.HttpStatus;
import io.upstream.metrics.label.Transport;
import io.upstream.metrics.label.View;
import java.util.List;

/** Families of HTTP requests: counts, durations, sizes and answers. */
public final class HttpFamilies {

  public static final CounterFamily<MethodLabels> REQUESTS_BY_METHOD =
      CounterFamily.named("django_http_requests_total_by_method_total")
          .help("Requests answered, by method.")
          .labels(MethodLabels.class);

  public static final CounterFamily<ViewTransportMethodLabels> REQUESTS_BY_VIEW =
      CounterFamily.named("django_http_requests_total_by_view_transport_method_total")
          .help("Requests answered, by view, transport and method.")
          .labels(ViewTransportMethodLabels.class);

  public static final CounterFamily<StatusLabels> RESPONSES_BY_STATUS =
      CounterFamily.named("django_http_responses_total_by_status_total")
          .help("Responses sent, by status.")
          .labels(StatusLabels.class);

  public static final CounterFamily<StatusViewMethodLabels> RESPONSES_BY_VIEW =
      CounterFamily.named("django_http_responses_total_by_status_view_method_total")
          .help("Responses sent, by status, view and method.")
          .labels(StatusViewMethodLabels.class);

  public static final DurationFamily<ViewMethodLabels> LATENCY =
      DurationFamily.ofSeconds("django_http_requests_latency_seconds_by_view_method")
          .buckets(0.01, 0.05, 0.1, 0.5, 1, 2, 5, 10)
          .help(
              "Time from the first look at a request to the end of its response, once per request however it ended.")
          .labels(ViewMethodLabels.class);

  public static final CounterFamily<NoLabels> REQUEST_BYTES =
      CounterFamily.named("django_http_requests_body_total_bytes")
          .inheritedName("dashboards have summed it under this name since the Python services")
          .help("Bytes received in request bodies.")
          .noLabels();

  public static final CounterFamily<NoLabels> RESPONSE_BYTES =
      CounterFamily.named("django_http_responses_body_total_bytes")
          .inheritedName("dashboards have summed it under this name since the Python services")
          .help("Bytes sent in response bodies.")
          .noLabels();

  public static final CounterFamily<ViewLabels> EXCEPTIONS =
      CounterFamily.named("django_http_exceptions_total_by_view_total")
          .help("Requests whose handler let an exception escape.")
          .labels(ViewLabels.class);

  public static final UpDownFamily<NoLabels> IN_PROGRESS =
      UpDownFamily.named("django_http_requests_in_progress")
          .help("Requests being answered now.")
          .noLabels();

  /** All of the group, in the order of the page. */
  public static final List<Family<?>> ALL =
      List.of(
          REQUESTS_BY_METHOD,
          REQUESTS_BY_VIEW,
          RESPONSES_BY_STATUS,
          RESPONSES_BY_VIEW,
          LATENCY,
          REQUEST_BYTES,
          RESPONSE_BYTES,
          EXCEPTIONS,
          IN_PROGRESS);

  private HttpFamilies() {}

  /** The labels of a family by method. */
  public record MethodLabels(HttpMethod method) {}

  /** The labels of a family by view, transport and method. */
  public record ViewTransportMethodLabels(View view, Transport transport, HttpMethod method) {}

  /** The labels of a family by status. */
  public record StatusLabels(HttpStatus status) {}

  /** The labels of a family by status, view and method. */
  public record StatusViewMethodLabels(HttpStatus status, View view, HttpMethod method) {}

  /** The labels of a family by view and method. */
  public record ViewMethodLabels(View view, HttpMethod method) {}

  /** The labels of a family by view. */
  public record ViewLabels(View view) {}
}
