package io.upstream.metrics.page.registry;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/**
 * A registry in which a failing collector does not affect the others.
 *
 * <p>client_java's own registry fails the whole scrape. This one wraps each collector when it is
 * registered, and finds the wrapper when the collector is unregistered.
 */
final class ShieldedRegistry extends PrometheusRegistry {

  private final ScrapeErrors errors;
  private volatile boolean others;

  ShieldedRegistry(ScrapeErrors errors) {
    this.errors = errors;
  }

  @Override
  public void register(Collector collector) {
    Collector shielded = CollectorProxies.shielded(collector, errors);
    others |= shielded != collector;
    super.register(shielded);
  }

  /** Returns whether a third-party collector was ever registered. */
  boolean hasOthers() {
    return others;
  }

  @Override
  public void register(MultiCollector collector) {
    others = true;
    super.register(CollectorProxies.shielded(collector, errors));
  }

  @Override
  public void unregister(Collector collector) {
    super.unregister(CollectorProxies.shielded(collector, errors));
  }

  @Override
  public void unregister(MultiCollector collector) {
    super.unregister(CollectorProxies.shielded(collector, errors));
  }
}
