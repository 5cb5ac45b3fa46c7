package io.upstream.metrics.vocabularies.fiko;

import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.DurationFamily;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.catalog.UpDownFamily;
import io.upstream.metrics.label.QueueName;
import io.upstream.metrics.vocabularies.AuthMethod;
import io.upstream.metrics.vocabularies.Result;
import io.upstream.metrics.vocabularies.TaskName;
import io.upstream.metrics.vocabularies.module.ModuleFamilies;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fiko's catalogue: tasks, AI, workflows, activity and the process. */
public final class FikoFamilies {

  public static final CounterFamily<TaskStateLabels> TASKS =
      CounterFamily.named("celery_tasks_total")
          .help("Tasks, by what became of them.")
          .labels(TaskStateLabels.class);

  public static final DurationFamily<TaskLabels> TASK_DURATION =
      DurationFamily.ofSeconds("celery_task_duration_seconds")
          .buckets(0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300)
          .help("Run time of tasks, failed ones too.")
          .labels(TaskLabels.class);

  public static final GaugeFamily<QueueLabels> QUEUE_LENGTH =
      GaugeFamily.named("celery_queue_length")
          .help("Tasks waiting in a queue.")
          .labels(QueueLabels.class);

  public static final GaugeFamily<NoLabels> WORKERS =
      GaugeFamily.named("celery_workers").help("Workers alive.").noLabels();

  public static final CounterFamily<AiRequestLabels> AI_REQUESTS =
      CounterFamily.named("django_ai_requests_total")
          .help("Requests to AI models.")
          .labels(AiRequestLabels.class);

  public static final DurationFamily<AiModelLabels> AI_REQUEST_DURATION =
      DurationFamily.ofSeconds("django_ai_request_duration_seconds")
          .buckets(0.5, 1, 2, 5, 10, 20, 30, 60)
          .help("Time that an AI model took to answer.")
          .labels(AiModelLabels.class);

  public static final CounterFamily<AiTokenLabels> AI_TOKENS =
      CounterFamily.named("django_ai_tokens_consumed_total")
          .help("Tokens that went into AI models and came out of them.")
          .labels(AiTokenLabels.class);

  public static final CounterFamily<WorkflowLabels> WORKFLOWS =
      CounterFamily.named("django_workflow_executions_total")
          .help("Runs of workflows.")
          .labels(WorkflowLabels.class);

  public static final DurationFamily<NoLabels> WORKFLOW_DURATION =
      DurationFamily.ofSeconds("django_workflow_execution_duration_seconds")
          .buckets(0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300)
          .help("Time that a run of a workflow took.")
          .noLabels();

  public static final CounterFamily<WorkflowActionLabels> WORKFLOW_ACTIONS =
      CounterFamily.named("django_workflow_actions_total")
          .help("Actions that workflows took.")
          .labels(WorkflowActionLabels.class);

  public static final CounterFamily<AuthLabels> AUTH_ATTEMPTS =
      CounterFamily.named("django_auth_attempts_total")
          .help("Attempts to sign in.")
          .labels(AuthLabels.class);

  /** The module's own family: the two declare it alike, as they do the next two. */
  public static final CounterFamily<NoLabels> USER_REGISTRATIONS = ModuleFamilies.REGISTRATIONS;

  public static final CounterFamily<ModuleFamilies.LoginLabels> USER_LOGINS = ModuleFamilies.LOGINS;

  public static final GaugeFamily<NoLabels> ACTIVE_USERS = ModuleFamilies.ACTIVE_USERS;

  public static final UpDownFamily<NoLabels> WEB_SOCKETS =
      UpDownFamily.named("django_websocket_connections_active")
          .help("Web sockets open now.")
          .noLabels();

  public static final CounterFamily<BillingLabels> BILLING_TRANSACTIONS =
      CounterFamily.named("django_billing_transactions_total")
          .help("Billing transactions.")
          .labels(BillingLabels.class);

  public static final GaugeFamily<MemoryLabels> MEMORY =
      GaugeFamily.named("django_system_memory_usage_bytes")
          .help("Memory of the process.")
          .labels(MemoryLabels.class);

  public static final GaugeFamily<NoLabels> CPU =
      GaugeFamily.named("django_system_cpu_usage_percent")
          .help("CPU time of the process since the last scrape, in per cent of one core.")
          .noLabels();

  /** All of them. */
  public static final List<Family<?>> ALL =
      List.of(
          TASKS,
          TASK_DURATION,
          QUEUE_LENGTH,
          WORKERS,
          AI_REQUESTS,
          AI_REQUEST_DURATION,
          AI_TOKENS,
          WORKFLOWS,
          WORKFLOW_DURATION,
          WORKFLOW_ACTIONS,
          AUTH_ATTEMPTS,
          USER_REGISTRATIONS,
          USER_LOGINS,
          ACTIVE_USERS,
          WEB_SOCKETS,
          BILLING_TRANSACTIONS,
          MEMORY,
          CPU);

  private FikoFamilies() {}

  /** The labels of a family by task and state. */
  public record TaskStateLabels(@Nullable TaskName name, @Nullable TaskState state) {}

  /** The labels of a family by task. */
  public record TaskLabels(@Nullable TaskName name) {}

  /** The labels of a family by queue. */
  public record QueueLabels(@Nullable QueueName queueName) {}

  /** The labels of a family by model and how it went. */
  public record AiRequestLabels(@Nullable AiModel model, @Nullable Outcome status) {}

  /** The labels of a family by model. */
  public record AiModelLabels(@Nullable AiModel model) {}

  /** The labels of a family by model and side. */
  public record AiTokenLabels(@Nullable AiModel model, @Nullable TokenType tokenType) {}

  /** The labels of a family by how it ended. */
  public record WorkflowLabels(@Nullable WorkflowStatus status) {}

  /** The labels of a family by kind of action. */
  public record WorkflowActionLabels(@Nullable ActionType actionType) {}

  /** The labels of a family by method and how it ended. */
  public record AuthLabels(@Nullable AuthMethod method, @Nullable Result status) {}

  /** The labels of a family by kind and how it ended. */
  public record BillingLabels(@Nullable TransactionType type, @Nullable Result status) {}

  /** The labels of a family by way of measuring. */
  public record MemoryLabels(@Nullable MemoryType type) {}
}
