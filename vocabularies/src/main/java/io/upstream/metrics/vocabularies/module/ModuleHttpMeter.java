package io.upstream.metrics.vocabularies.module;

import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.event.Families;
import io.upstream.metrics.event.HttpExchange;
import io.upstream.metrics.event.HttpMeter;
import io.upstream.metrics.series.BoundUpDown;
import io.upstream.metrics.series.Counter;
import io.upstream.metrics.series.Histogram;
import io.upstream.metrics.vocabularies.module.ModuleEventFamilies.MethodViewLabels;
import io.upstream.metrics.vocabularies.module.ModuleEventFamilies.MethodViewStatusLabels;

/** Requests in the template module's names. */
final class ModuleHttpMeter implements HttpMeter {

  private static final double NANOS_PER_SECOND = 1e9;

  private final Counter<MethodViewStatusLabels> requests;
  private final Histogram<MethodViewLabels> duration;
  private final BoundUpDown inProgress;
  private final Histogram<MethodViewLabels> requestSize;
  private final Histogram<MethodViewStatusLabels> responseSize;

  ModuleHttpMeter(Families families) {
    requests = families.counter(ModuleEventFamilies.REQUESTS);
    duration = families.histogram(ModuleEventFamilies.REQUEST_DURATION);
    inProgress = families.upDown(ModuleEventFamilies.IN_PROGRESS).bind(NoLabels.NONE);
    requestSize = families.histogram(ModuleEventFamilies.REQUEST_SIZE);
    responseSize = families.histogram(ModuleEventFamilies.RESPONSE_SIZE);
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
    MethodViewLabels labels = new MethodViewLabels(exchange.method(), exchange.view());
    MethodViewStatusLabels answered =
        new MethodViewStatusLabels(exchange.method(), exchange.view(), exchange.status());
    requests.inc(answered);
    duration.observe(labels, exchange.durationNanos() / NANOS_PER_SECOND);
    requestSize.observe(labels, (double) exchange.requestBytes());
    responseSize.observe(answered, (double) exchange.responseBytes());
  }

  @Override
  public void lateResponseBytes(long bytes) {
    // A size that a histogram has observed cannot be corrected afterwards.
  }
}
