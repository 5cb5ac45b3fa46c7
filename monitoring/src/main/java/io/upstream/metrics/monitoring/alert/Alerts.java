package io.upstream.metrics.monitoring.alert;

import io.upstream.metrics.monitoring.query.Recordings;
import io.upstream.metrics.monitoring.threshold.Thresholds;
import io.upstream.metrics.tools.Alert;
import io.upstream.metrics.tools.Recording;
import io.upstream.metrics.tools.RuleGroup;
import java.util.List;

/** All alerts, as Prometheus groups them. */
public final class Alerts {

  public static final List<RuleGroup> GROUPS = groups(Thresholds.COMMITTED);

  public static final List<Alert> ALL =
      GROUPS.stream().flatMap(group -> group.alerts().stream()).toList();

  private Alerts() {}

  /** Returns the groups with an operator's thresholds. */
  public static List<RuleGroup> groups(Thresholds thresholds) {
    List<RuleGroup> groups =
        List.of(
            group("upstream_both_vocabularies", Recordings.BOTH_VOCABULARIES, List.of()),
            group("upstream_api", List.of(), ApiAlerts.with(thresholds)),
            group("upstream_slo", Recordings.OBJECTIVES, SloAlerts.with(thresholds)),
            group("upstream_work", List.of(), WorkAlerts.with(thresholds)),
            group("upstream_database", List.of(), DatabaseAlerts.with(thresholds)),
            group("upstream_instances", List.of(), InstanceAlerts.with(thresholds)),
            group("upstream_guard", List.of(), GuardAlerts.with(thresholds)),
            group("fiko", List.of(), SiblingAlerts.with(thresholds)),
            group("stores", List.of(), StoreAlerts.with(thresholds)),
            group("monitoring", List.of(), MonitoringAlerts.with(thresholds)));
    thresholds.requireAllUsed();
    return groups;
  }

  private static RuleGroup group(String name, List<Recording> recordings, List<Alert> alerts) {
    return new RuleGroup(name, "30s", recordings, alerts);
  }
}
