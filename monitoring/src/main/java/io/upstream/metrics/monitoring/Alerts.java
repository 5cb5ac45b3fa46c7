package io.upstream.metrics.monitoring;

import java.util.List;

/** All alerts, as Prometheus groups them. */
final class Alerts {

  static final List<Group> GROUPS = groups(Thresholds.COMMITTED);

  static final List<Alert> ALL = GROUPS.stream().flatMap(group -> group.alerts().stream()).toList();

  private Alerts() {}

  /** Returns the groups with an operator's thresholds. */
  static List<Group> groups(Thresholds thresholds) {
    List<Group> groups =
        List.of(
            new Group("upstream_both_vocabularies", Recordings.BOTH_VOCABULARIES, List.of()),
            new Group("upstream_api", List.of(), ApiAlerts.with(thresholds)),
            new Group("upstream_slo", Recordings.OBJECTIVES, SloAlerts.with(thresholds)),
            new Group("upstream_work", List.of(), WorkAlerts.with(thresholds)),
            new Group("upstream_database", List.of(), DatabaseAlerts.with(thresholds)),
            new Group("upstream_instances", List.of(), InstanceAlerts.with(thresholds)),
            new Group("upstream_guard", List.of(), GuardAlerts.with(thresholds)),
            new Group("fiko", List.of(), SiblingAlerts.with(thresholds)),
            new Group("stores", List.of(), StoreAlerts.with(thresholds)),
            new Group("monitoring", List.of(), MonitoringAlerts.with(thresholds)));
    thresholds.requireAllUsed();
    return groups;
  }

  /** Alerts that are evaluated together, after the recordings that they read. */
  record Group(String name, List<Recording> recordings, List<Alert> alerts) {}
}
