package io.upstream.metrics.vocabularies.module;

import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.DurationFamily;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.vocabularies.AuthMethod;
import io.upstream.metrics.vocabularies.Result;
import io.upstream.metrics.vocabularies.TaskName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The template module's catalogue: tasks, users, custom metrics and the process.
 *
 * <p>One more, {@code django_python_gc_collections_total}, is computed when it is read and comes
 * with a {@link ModuleRecorder}.
 */
public final class ModuleFamilies {

  private static final String INHERITED = "a gauge, but dashboards have it under this name";

  public static final CounterFamily<TaskStatusLabels> TASKS =
      CounterFamily.named("celery_tasks_total")
          .help("Tasks, by how they ended.")
          .labels(TaskStatusLabels.class);

  public static final DurationFamily<TaskLabels> TASK_DURATION =
      DurationFamily.ofSeconds("celery_task_duration_seconds")
          .buckets(0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300)
          .help("Run time of tasks, failed ones too.")
          .labels(TaskLabels.class);

  public static final CounterFamily<NoLabels> REGISTRATIONS =
      CounterFamily.named("django_user_registrations_total")
          .help("Users who registered.")
          .noLabels();

  public static final CounterFamily<LoginLabels> LOGINS =
      CounterFamily.named("django_user_logins_total")
          .help("Users who logged in.")
          .labels(LoginLabels.class);

  public static final GaugeFamily<NoLabels> ACTIVE_USERS =
      GaugeFamily.named("django_active_users_total")
          .inheritedName(INHERITED)
          .help("Users who are active.")
          .noLabels();

  public static final CounterFamily<CustomLabels> CUSTOM =
      CounterFamily.named("django_custom_metric_total")
          .help("What callers count under names of their own.")
          .labels(CustomLabels.class);

  public static final GaugeFamily<CustomTypeLabels> CUSTOM_CURRENT =
      GaugeFamily.named("django_custom_metric_current")
          .help("What callers last set under names of their own.")
          .labels(CustomTypeLabels.class);

  public static final GaugeFamily<NoLabels> MEMORY =
      GaugeFamily.named("django_process_memory_bytes").help("Memory of the process.").noLabels();

  public static final GaugeFamily<NoLabels> CPU =
      GaugeFamily.named("django_process_cpu_percent")
          .help("CPU time of the process since the last scrape, in per cent of one core.")
          .noLabels();

  public static final GaugeFamily<NoLabels> THREADS =
      GaugeFamily.named("django_process_threads_total")
          .inheritedName(INHERITED)
          .help("Threads of the process.")
          .noLabels();

  public static final GaugeFamily<NoLabels> OPEN_FILES =
      GaugeFamily.named("django_process_open_files_total")
          .inheritedName(INHERITED)
          .help("Files and sockets that the process has open.")
          .noLabels();

  /** All of them. */
  public static final List<Family<?>> ALL =
      List.of(
          TASKS,
          TASK_DURATION,
          REGISTRATIONS,
          LOGINS,
          ACTIVE_USERS,
          CUSTOM,
          CUSTOM_CURRENT,
          MEMORY,
          CPU,
          THREADS,
          OPEN_FILES);

  private ModuleFamilies() {}

  /** The labels of a family by task and how it ended. */
  public record TaskStatusLabels(@Nullable TaskName task, @Nullable Result status) {}

  /** The labels of a family by task. */
  public record TaskLabels(@Nullable TaskName task) {}

  /** The labels of a family by method. */
  public record LoginLabels(@Nullable AuthMethod method) {}

  /** The labels of a family by type and action. */
  public record CustomLabels(@Nullable CustomType type, @Nullable CustomAction action) {}

  /** The labels of a family by type. */
  public record CustomTypeLabels(@Nullable CustomType type) {}
}
