package io.upstream.metrics.tools;

import static io.upstream.metrics.tools.Documents.map;

import io.upstream.metrics.tools.promql.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rules of a catalogue, for Prometheus and for its operator in Kubernetes. */
final class RuleGroups {

  private final MetricsCatalogue catalogue;

  RuleGroups(MetricsCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** All recording rules: the default ones, those of the SLOs, those of the catalogue. */
  static List<Recording> recordings(MetricsCatalogue catalogue) {
    List<Recording> all = new ArrayList<>();
    catalogue.families().forEach(family -> all.addAll(Defaults.recordings(family)));
    catalogue.slos().forEach(slo -> all.addAll(slo.recordings()));
    all.addAll(catalogue.recordings());
    return all;
  }

  /** All alerts: those of the SLOs, those of the catalogue. */
  static List<Alert> alerts(MetricsCatalogue catalogue) {
    List<Alert> all = new ArrayList<>();
    catalogue.slos().forEach(slo -> all.addAll(slo.alerts()));
    all.addAll(catalogue.alerts());
    return all;
  }

  /** A rules file of Prometheus. */
  String rulesFile() {
    return Documents.yaml(map("groups", groups()));
  }

  /** The same as a {@code PrometheusRule}. */
  String prometheusRule() {
    return Documents.yaml(
        map(
            "apiVersion",
            "monitoring.coreos.com/v1",
            "kind",
            "PrometheusRule",
            "metadata",
            map("name", catalogue.name() + "-metrics"),
            "spec",
            map("groups", groups())));
  }

  private List<Object> groups() {
    List<Object> groups = new ArrayList<>();
    add(
        groups,
        catalogue.name() + "-recordings",
        recordings(catalogue).stream()
            .<Object>map(each -> map("record", each.name(), "expr", each.expr().in(Place.RULE)))
            .toList());
    add(
        groups,
        catalogue.name() + "-alerts",
        alerts(catalogue).stream().<Object>map(RuleGroups::alert).toList());
    return groups;
  }

  private static void add(List<Object> groups, String name, List<Object> rules) {
    if (!rules.isEmpty()) {
      groups.add(map("name", name, "interval", "30s", "rules", rules));
    }
  }

  private static Map<String, Object> alert(Alert alert) {
    return map(
        "alert",
        alert.name(),
        "expr",
        alert.expr().in(Place.RULE),
        "for",
        alert.lasting(),
        "labels",
        map("severity", alert.severity()),
        "annotations",
        map("summary", alert.summary(), "description", alert.description()));
  }
}
