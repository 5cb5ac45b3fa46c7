package io.upstream.metrics.event;

import io.upstream.metrics.catalog.HttpFamilies;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.guard.LabelResolver;
import io.upstream.metrics.guard.StatusLabel;
import io.upstream.metrics.label.HttpMethod;
import io.upstream.metrics.label.RejectReason;
import io.upstream.metrics.label.View;
import io.upstream.metrics.series.BoundUpDown;
import io.upstream.metrics.series.CounterSeries;
import io.upstream.metrics.series.HistogramSeries;
import io.upstream.metrics.series.SeriesRegistry;

/** Records requests under the platform's own names. */
final class UpstreamHttpMeter implements HttpMeter {

  private static final double NANOS_PER_SECOND = 1e9;

  private final CounterSeries<HttpFamilies.MethodLabels> byMethod;
  private final CounterSeries<HttpFamilies.ViewTransportMethodLabels> byView;
  private final CounterSeries<HttpFamilies.StatusLabels> byStatus;
  private final CounterSeries<HttpFamilies.StatusViewMethodLabels> byStatusAndView;
  private final HistogramSeries<HttpFamilies.ViewMethodLabels> latency;
  private final CounterSeries<NoLabels> requestBytes;
  private final CounterSeries<NoLabels> responseBytes;
  private final CounterSeries<HttpFamilies.ViewLabels> exceptions;
  private final BoundUpDown inProgress;
  private final LabelResolver<View> views;

  UpstreamHttpMeter(SeriesRegistry book) {
    byMethod = book.counter(HttpFamilies.REQUESTS_BY_METHOD);
    byView = book.counter(HttpFamilies.REQUESTS_BY_VIEW);
    byStatus = book.counter(HttpFamilies.RESPONSES_BY_STATUS);
    byStatusAndView = book.counter(HttpFamilies.RESPONSES_BY_VIEW);
    latency = book.histogram(HttpFamilies.LATENCY);
    requestBytes = book.counter(HttpFamilies.REQUEST_BYTES);
    responseBytes = book.counter(HttpFamilies.RESPONSE_BYTES);
    exceptions = book.counter(HttpFamilies.EXCEPTIONS);
    inProgress = book.upDown(HttpFamilies.IN_PROGRESS).bind(NoLabels.NONE);
    views = book.guards().resolver(View.class);
  }

  @Override
  public void started() {
    inProgress.inc();
  }

  @Override
  public void abandoned() {
    inProgress.dec();
  }

  @Override
  public void ended(HttpExchange exchange) {
    inProgress.dec();
    if (exchange == null) {
      byMethod.refuse(RejectReason.MISSING, "the exchange that has ended", Double.NaN);
      return;
    }
    HttpMethod method = exchange.method();
    // A view uses budget only if its event is counted. Without a method only the family of failures
    // counts the event.
    boolean isCounted = method != null && exchange.transport() != null;
    LabelEntry view =
        views.resolve(isCounted || exchange.failure() != null ? exchange.view() : null);
    LabelEntry status = StatusLabel.INSTANCE.resolveAny(exchange.status(), null);
    byMethod.add(1, byMethod.closed(method));
    byView.add(1, byView.closed(exchange.transport(), method), view);
    byStatus.add(1, byStatus.closed(), status);
    byStatusAndView.add(1, byStatusAndView.closed(method), status, view);
    latency.observe(exchange.durationNanos() / NANOS_PER_SECOND, latency.closed(method), view);
    requestBytes.add(exchange.requestBytes(), requestBytes.closed());
    lateResponseBytes(exchange.responseBytes());
    if (exchange.failure() != null) {
      exceptions.add(1, exceptions.closed(), view);
    }
  }

  @Override
  public void lateResponseBytes(long bytes) {
    responseBytes.add(bytes, responseBytes.closed());
  }
}
