package io.upstream.metrics.tools;

import io.upstream.metrics.catalog.Family;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The readers of the families of a catalogue: alerts, recordings, queries and panels by name, with
 * expressions.
 */
final class Readers {

  private Readers() {}

  /** Returns the expressions by reader, such as {@code alert CheckoutBurnsFast}. */
  static Map<String, String> of(MetricsCatalogue catalogue) {
    Map<String, String> readers = new LinkedHashMap<>();
    Rules.alerts(catalogue).forEach(alert -> readers.put("alert " + alert.name(), alert.text()));
    Rules.recordings(catalogue)
        .forEach(each -> readers.put("recording " + each.name(), each.text()));
    catalogue.queries().forEach(query -> readers.put("query " + query.id(), query.text()));
    List<Panel> panels = new ArrayList<>();
    for (Family<?> family : catalogue.families()) {
      panels.addAll(Defaults.panels(family));
    }
    panels.addAll(catalogue.panels());
    catalogue.dashboards().forEach(dashboard -> panels.addAll(dashboard.panels()));
    for (Panel panel : panels) {
      StringBuilder text = new StringBuilder();
      panel.targets().forEach(each -> text.append(each.expr().text()).append('\n'));
      readers.merge("panel " + panel.title(), text.toString().strip(), (a, b) -> a + "\n" + b);
    }
    return readers;
  }
}
