package io.upstream.metrics.tools;

import java.util.ArrayList;
import java.util.List;

/** The rules of a catalogue, and their tests. */
final class Rules {

  private static final String INTERVAL = "30s";

  private Rules() {}

  /** Returns all recording rules: the default ones, those of the SLOs, those of the catalogue. */
  static List<Recording> recordings(MetricsCatalogue catalogue) {
    List<Recording> all = new ArrayList<>();
    catalogue.families().forEach(family -> all.addAll(Defaults.recordings(family)));
    catalogue.slos().forEach(slo -> all.addAll(slo.recordings()));
    all.addAll(catalogue.recordings());
    return all;
  }

  /** Returns all alerts: those of the SLOs, those of the catalogue. */
  static List<Alert> alerts(MetricsCatalogue catalogue) {
    List<Alert> all = new ArrayList<>();
    catalogue.slos().forEach(slo -> all.addAll(slo.alerts()));
    all.addAll(catalogue.alerts());
    return all;
  }

  /** Returns the tests of the alerts. */
  static List<AlertCase> cases(MetricsCatalogue catalogue) {
    List<AlertCase> all = new ArrayList<>();
    catalogue.slos().forEach(slo -> all.addAll(slo.cases()));
    all.addAll(catalogue.alertCases());
    return all;
  }

  /** Returns the groups that are not empty: recordings, then the alerts that read them. */
  static List<RuleGroup> groups(MetricsCatalogue catalogue) {
    List<RuleGroup> groups = new ArrayList<>();
    List<Recording> recordings = recordings(catalogue);
    if (!recordings.isEmpty()) {
      groups.add(new RuleGroup(catalogue.name() + "-recordings", INTERVAL, recordings, List.of()));
    }
    List<Alert> alerts = alerts(catalogue);
    if (!alerts.isEmpty()) {
      groups.add(new RuleGroup(catalogue.name() + "-alerts", INTERVAL, List.of(), alerts));
    }
    return groups;
  }
}
