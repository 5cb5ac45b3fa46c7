package io.upstream.metrics.monitoring;

import io.upstream.metrics.tools.promql.Series;
import io.upstream.metrics.tools.promql.Window;
import io.upstream.metrics.vocabularies.FikoFamilies;
import io.upstream.metrics.vocabularies.FikoFamilies.TaskStateLabels;
import java.util.List;

/** What is shown of the sibling platform Fiko, in its own vocabulary. */
final class FikoPanels {

  static final Dashboard FIKO =
      new Dashboard(
          "fiko-overview",
          "fiko-overview",
          "Fiko Backend Overview",
          "Fiko's backend: requests, failures, latency, statements, queues.",
          List.of(
              Panel.of("P55", "Request rate", "Requests answered each second.", "reqps")
                  .line(SiblingQueries.FIKO_RATE, "requests"),
              Panel.of("P56", "Error rate", "Responses each second that failed with 5xx.", "reqps")
                  .line(SiblingQueries.FIKO_ERRORS, "5xx"),
              Panel.of(
                      "P57",
                      "95th percentile response time",
                      "95 % of all requests are answered within this time.",
                      "s")
                  .line(SiblingQueries.FIKO_P95, "p95"),
              Panel.of(
                      "P58",
                      "Database query rate by type",
                      "Statements each second, by what they do.",
                      "ops")
                  .line(SiblingQueries.FIKO_QUERIES_BY_TYPE, "{{query_type}}"),
              Panel.of("P59", "Queue backlog", "Tasks waiting in each queue.", "short")
                  .line(SiblingQueries.FIKO_BACKLOG, "{{queue_name}}"),
              Panel.of("U19", "Tasks by state", "Tasks each second, by how they are.", "ops")
                  .line(
                      Series.of(FikoFamilies.TASKS)
                          .rate(Window.M5)
                          .sum()
                          .by(TaskStateLabels::state),
                      "{{state}}")));

  private FikoPanels() {}
}
