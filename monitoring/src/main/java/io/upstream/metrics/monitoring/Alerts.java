package io.upstream.metrics.monitoring;

import java.util.List;

/** All alerts, as Prometheus groups them. */
final class Alerts {

  static final List<Group> GROUPS =
      List.of(
          new Group("upstream_api", List.of(), ApiAlerts.ALL),
          new Group("upstream_service", List.of(), ServiceAlerts.ALL),
          new Group("upstream_slo", Recordings.OBJECTIVES, SloAlerts.ALL),
          new Group("upstream_guard", List.of(), GuardAlerts.ALL),
          new Group("fiko", List.of(), SiblingAlerts.ALL),
          new Group("stores", List.of(), StoreAlerts.ALL));

  static final List<Alert> ALL = GROUPS.stream().flatMap(group -> group.alerts().stream()).toList();

  private Alerts() {}

  /** Alerts that are evaluated together, after the recordings that they read. */
  record Group(String name, List<Recording> recordings, List<Alert> alerts) {}
}
