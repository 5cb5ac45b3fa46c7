package io.upstream.metrics.page.registry;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/**
 * A registry in which a collector that throws costs itself alone.
 *
 * <p>client_java's own gives up the whole scrape. This one wraps what registers; a collector that
 * was wrapped is found again when it is taken out.
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

  /** Returns whether a collector that is not ours was ever registered. */
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
