package io.upstream.metrics.benchmarks.peers;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.StatefulMetric;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.upstream.metrics.catalog.Catalogue;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.Label;
import io.upstream.metrics.catalog.LabelKind;
import io.upstream.metrics.catalog.SelfFamilies;
import java.util.ArrayList;
import java.util.List;

/** Our catalogue, built with client_java's builders. */
public final class ClientJavaCatalogue {

  private static final List<Family<?>> FAMILIES = families();

  private ClientJavaCatalogue() {}

  private static List<Family<?>> families() {
    List<Family<?>> all = new ArrayList<>(Catalogue.BUSINESS);
    all.addAll(Catalogue.TECHNICAL);
    all.addAll(SelfFamilies.ALL);
    return all;
  }

  /** Registers all families. */
  public static PrometheusRegistry register() {
    PrometheusRegistry registry = new PrometheusRegistry();
    FAMILIES.forEach(family -> register(family, registry));
    return registry;
  }

  /** Registers all families and makes the series that our page shows before the first event. */
  public static PrometheusRegistry registerWithSeries() {
    PrometheusRegistry registry = new PrometheusRegistry();
    for (Family<?> family : FAMILIES) {
      StatefulMetric<?, ?> metric = register(family, registry);
      List<Label> labels = family.schema().labels();
      if (labels.stream().allMatch(label -> label.kind() == LabelKind.CLOSED)) {
        create(metric, labels, new String[labels.size()], 0);
      }
    }
    return registry;
  }

  private static void create(
      StatefulMetric<?, ?> metric, List<Label> labels, String[] values, int at) {
    if (at < values.length) {
      for (String value : labels.get(at).closedValues()) {
        values[at] = value;
        create(metric, labels, values, at + 1);
      }
    } else if (at > 0) {
      metric.initLabelValues(values.clone());
    }
  }

  private static StatefulMetric<?, ?> register(Family<?> family, PrometheusRegistry registry) {
    String[] labels = family.schema().labels().stream().map(Label::name).toArray(String[]::new);
    // Replaces the parts of names that client_java refuses.
    String name = family.name().replace("_total", "_all").replace("_created", "_made");
    name = name.replace("_info", "_facts").replace("_bucket", "_pail");
    if (family instanceof CounterFamily<?>) {
      return Counter.builder().name(name).help(family.help()).labelNames(labels).register(registry);
    }
    if (family instanceof HistogramFamily<?> histogram) {
      return Histogram.builder()
          .name(name)
          .help(family.help())
          .labelNames(labels)
          .classicOnly()
          .classicUpperBounds(histogram.bounds())
          .register(registry);
    }
    return Gauge.builder().name(name).help(family.help()).labelNames(labels).register(registry);
  }
}
