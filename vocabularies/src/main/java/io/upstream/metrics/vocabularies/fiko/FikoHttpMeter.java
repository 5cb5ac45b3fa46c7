package io.upstream.metrics.vocabularies.fiko;

import io.upstream.metrics.catalog.HttpFamilies;
import io.upstream.metrics.event.Families;
import io.upstream.metrics.event.HttpExchange;
import io.upstream.metrics.event.HttpMeter;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.series.Counter;
import io.upstream.metrics.series.Histogram;
import io.upstream.metrics.vocabularies.fiko.FikoEventFamilies.MethodEndpointLabels;
import io.upstream.metrics.vocabularies.fiko.FikoEventFamilies.MethodEndpointStatusLabels;

/** Records requests under Fiko's names. */
final class FikoHttpMeter implements HttpMeter {

  private static final double NANOS_PER_SECOND = 1e9;
  private static final Endpoint NO_ROUTE = new Endpoint(null);

  private final Counter<MethodEndpointStatusLabels> requests;
  private final Histogram<MethodEndpointStatusLabels> duration;
  private final Counter<HttpFamilies.StatusLabels> responses;
  private final Histogram<MethodEndpointLabels> requestSize;
  private final Histogram<MethodEndpointStatusLabels> responseSize;

  FikoHttpMeter(Families families) {
    requests = families.counter(FikoEventFamilies.REQUESTS);
    duration = families.histogram(FikoEventFamilies.REQUEST_DURATION);
    responses = families.counter(FikoEventFamilies.RESPONSES);
    requestSize = families.histogram(FikoEventFamilies.REQUEST_SIZE);
    responseSize = families.histogram(FikoEventFamilies.RESPONSE_SIZE);
  }

  @Override
  public void started() {
    // Fiko does not count requests in progress.
  }

  @Override
  public void ended(HttpExchange exchange) {
    Endpoint route = exchange.route() == null ? NO_ROUTE : exchange.route();
    MethodEndpointStatusLabels labels =
        new MethodEndpointStatusLabels(exchange.method(), route, exchange.status());
    requests.inc(labels);
    duration.observe(labels, exchange.durationNanos() / NANOS_PER_SECOND);
    responses.inc(new HttpFamilies.StatusLabels(exchange.status()));
    requestSize.observe(
        new MethodEndpointLabels(exchange.method(), route), (double) exchange.requestBytes());
    responseSize.observe(labels, (double) exchange.responseBytes());
  }

  @Override
  public void abandoned() {
    // The request has not been counted.
  }

  @Override
  public void lateResponseBytes(long bytes) {
    // A size that a histogram has observed cannot be corrected afterwards.
  }
}
