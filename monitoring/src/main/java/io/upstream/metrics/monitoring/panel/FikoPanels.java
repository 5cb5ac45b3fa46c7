package io.upstream.metrics.monitoring.panel;

import static io.upstream.metrics.tools.promql.Window.H1;
import static io.upstream.metrics.tools.promql.Window.M5;

import io.upstream.metrics.monitoring.query.BothVocabularies;
import io.upstream.metrics.monitoring.query.SiblingQueries;
import io.upstream.metrics.monitoring.threshold.Thresholds;
import io.upstream.metrics.tools.Dashboard;
import io.upstream.metrics.tools.Dashboard.Row;
import io.upstream.metrics.tools.Panel;
import io.upstream.metrics.tools.promql.Quantile;
import io.upstream.metrics.tools.promql.Series;
import io.upstream.metrics.vocabularies.fiko.FikoEventFamilies;
import io.upstream.metrics.vocabularies.fiko.FikoFamilies;
import io.upstream.metrics.vocabularies.fiko.FikoFamilies.AiModelLabels;
import io.upstream.metrics.vocabularies.fiko.FikoFamilies.AiRequestLabels;
import io.upstream.metrics.vocabularies.fiko.FikoFamilies.AiTokenLabels;
import io.upstream.metrics.vocabularies.fiko.FikoFamilies.AuthLabels;
import io.upstream.metrics.vocabularies.fiko.FikoFamilies.BillingLabels;
import io.upstream.metrics.vocabularies.fiko.FikoFamilies.MemoryLabels;
import io.upstream.metrics.vocabularies.fiko.FikoFamilies.TaskLabels;
import io.upstream.metrics.vocabularies.fiko.FikoFamilies.TaskStateLabels;
import io.upstream.metrics.vocabularies.fiko.FikoFamilies.WorkflowActionLabels;
import io.upstream.metrics.vocabularies.fiko.FikoFamilies.WorkflowLabels;
import java.util.List;

/** The panels of the sibling platform Fiko, in its own vocabulary. */
public final class FikoPanels {

  public static final Dashboard FIKO =
      new Dashboard(
          "fiko-overview",
          "fiko-overview",
          "Fiko Backend Overview",
          "Fiko's backend: requests, failures, latency, statements, caches, tasks and workers, AI,"
              + " workflows, users and processes.",
          "upstream",
          Services.FIKO.selector(),
          List.of(requests(), tasks(), ai(), users(), process()));

  private FikoPanels() {}

  private static Row requests() {
    return Row.of(
        "Requests, statements, caches",
        Panel.of("P55", "Request rate", "Requests answered each second.", "reqps")
            .line(SiblingQueries.FIKO_RATE, "requests"),
        Panel.of("P56", "Error rate", "Responses each second that failed with 5xx.", "reqps")
            .line(SiblingQueries.FIKO_ERRORS, "5xx"),
        Panel.of(
                "P57",
                "95th percentile response time",
                "95 % of all requests are answered within this time. The line is the threshold of"
                    + " DjangoHighResponseTime.",
                "s")
            .line(SiblingQueries.FIKO_P95, "p95")
            .badAbove(Thresholds.COMMITTED.of("DjangoHighResponseTime").number("seconds")),
        Panel.of(
                "P58",
                "Database query rate by type",
                "Statements each second, by what they do.",
                "ops")
            .line(SiblingQueries.FIKO_QUERIES_BY_TYPE, "{{query_type}}"),
        Panel.of(
                "F01",
                "Query time (p95)",
                "95 % of the statements took no longer, by what they do.",
                "s")
            .line(
                Quantile.of(0.95, FikoEventFamilies.QUERY_DURATION, M5)
                    .by(FikoEventFamilies.QueryTypeLabels::queryType),
                "{{query_type}}"),
        Panel.of(
                "F02",
                "Database connections",
                "Connections handed out and not closed yet.",
                "short")
            .line(Series.of(FikoEventFamilies.CONNECTIONS_ACTIVE).sum(), "connections"),
        Panel.of(
                "F03",
                "Cache hit share",
                "Reads of the caches that found something.",
                "percentunit")
            .line(
                BothVocabularies.cacheHits()
                    .sum()
                    .over(
                        BothVocabularies.cacheHits()
                            .sum()
                            .plus(BothVocabularies.cacheMisses().sum())),
                "hits"));
  }

  private static Row tasks() {
    return Row.of(
        "Tasks and workers",
        Panel.of("P59", "Queue backlog", "Tasks waiting in each queue.", "short")
            .line(SiblingQueries.FIKO_BACKLOG, "{{queue_name}}"),
        Panel.of("F04", "Workers", "Workers alive.", "short")
            .line(Series.of(FikoFamilies.WORKERS).sum(), "workers")
            .badBelow(1),
        Panel.of("U19", "Tasks by state", "Tasks each second, by how they are.", "ops")
            .line(
                Series.of(FikoFamilies.TASKS).rate(M5).sum().by(TaskStateLabels::state),
                "{{state}}"),
        Panel.of(
                "F05",
                "Task duration (p95)",
                "95 % of a task's runs took no longer, over the last hour; the ten slowest tasks.",
                "s")
            .line(
                HttpPanels.top(
                    Quantile.of(0.95, FikoFamilies.TASK_DURATION, H1).by(TaskLabels::name)),
                "{{name}}"));
  }

  private static Row ai() {
    return Row.of(
        "AI and workflows",
        Panel.of("F06", "AI requests", "Requests to AI models each second, by outcome.", "ops")
            .line(
                Series.of(FikoFamilies.AI_REQUESTS)
                    .rate(M5)
                    .sum()
                    .by(AiRequestLabels::model, AiRequestLabels::status),
                "{{model}} {{status}}"),
        Panel.of("F07", "AI response time (p95)", "95 % of a model's answers took no longer.", "s")
            .line(
                Quantile.of(0.95, FikoFamilies.AI_REQUEST_DURATION, M5).by(AiModelLabels::model),
                "{{model}}"),
        Panel.of("F08", "AI tokens", "Tokens each second, by model and side.", "short")
            .line(
                Series.of(FikoFamilies.AI_TOKENS)
                    .rate(M5)
                    .sum()
                    .by(AiTokenLabels::model, AiTokenLabels::tokenType),
                "{{model}} {{token_type}}"),
        Panel.of("F09", "Workflow runs", "Runs each second, by how they ended.", "ops")
            .line(
                Series.of(FikoFamilies.WORKFLOWS).rate(M5).sum().by(WorkflowLabels::status),
                "{{status}}"),
        Panel.of("F10", "Workflow time (p95)", "95 % of the runs took no longer.", "s")
            .line(Quantile.of(0.95, FikoFamilies.WORKFLOW_DURATION, M5), "p95"),
        Panel.of("F11", "Workflow actions", "Actions each second, by kind.", "ops")
            .line(
                Series.of(FikoFamilies.WORKFLOW_ACTIONS)
                    .rate(M5)
                    .sum()
                    .by(WorkflowActionLabels::actionType),
                "{{action_type}}"));
  }

  private static Row users() {
    return Row.of(
        "Users",
        Panel.of("F12", "Sign-ins", "Attempts each second, by method and result.", "ops")
            .line(
                Series.of(FikoFamilies.AUTH_ATTEMPTS)
                    .rate(M5)
                    .sum()
                    .by(AuthLabels::method, AuthLabels::status),
                "{{method}} {{status}}"),
        Panel.of(
                "F17",
                "User activity",
                "Users who registered or logged in each second, over the last hour.",
                "ops")
            .line(Series.of(FikoFamilies.USER_REGISTRATIONS).rate(H1).sum(), "registrations")
            .line(Series.of(FikoFamilies.USER_LOGINS).rate(H1).sum(), "logins"),
        Panel.of("F18", "Active users", "Users who are active now.", "short")
            .line(Series.of(FikoFamilies.ACTIVE_USERS).max(), "active"),
        Panel.of("F13", "Web sockets", "Web sockets open now.", "short")
            .line(Series.of(FikoFamilies.WEB_SOCKETS).sum(), "open"),
        Panel.of(
                "F14",
                "Billing transactions",
                "Transactions each second, by kind and result.",
                "ops")
            .line(
                Series.of(FikoFamilies.BILLING_TRANSACTIONS)
                    .rate(M5)
                    .sum()
                    .by(BillingLabels::type, BillingLabels::status),
                "{{type}} {{status}}"));
  }

  private static Row process() {
    return Row.of(
        "Process",
        Panel.of("F15", "Memory", "Memory of the processes, by way of measuring.", "bytes")
            .line(Series.of(FikoFamilies.MEMORY).sum().by(MemoryLabels::type), "{{type}}"),
        Panel.of("F16", "CPU", "CPU time in per cent of one core; the busiest process.", "percent")
            .line(Series.of(FikoFamilies.CPU).max(), "busiest"));
  }
}
