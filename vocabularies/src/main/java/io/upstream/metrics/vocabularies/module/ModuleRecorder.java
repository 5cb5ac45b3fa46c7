package io.upstream.metrics.vocabularies.module;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.series.BoundCounter;
import io.upstream.metrics.series.Gauge.Watch;
import io.upstream.metrics.vocabularies.AuthMethod;
import io.upstream.metrics.vocabularies.Result;
import io.upstream.metrics.vocabularies.TaskName;
import io.upstream.metrics.vocabularies.TaskRun;
import io.upstream.metrics.vocabularies.module.ModuleFamilies.CustomLabels;
import io.upstream.metrics.vocabularies.module.ModuleFamilies.CustomTypeLabels;
import io.upstream.metrics.vocabularies.module.ModuleFamilies.LoginLabels;
import io.upstream.metrics.vocabularies.module.ModuleFamilies.TaskLabels;
import io.upstream.metrics.vocabularies.module.ModuleFamilies.TaskStatusLabels;
import io.upstream.metrics.vocabularies.shared.FamilyRegistration;
import io.upstream.metrics.vocabularies.shared.ProcessFigures;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Records the template module's catalogue in a recorder.
 *
 * <pre>{@code
 * ModuleRecorder module = new ModuleRecorder(recorder);
 * module.trackUserLogin(new AuthMethod("oauth"));
 * }</pre>
 *
 * <p>Its families are on the page from then on; several over one recorder share them. Figures of
 * the process are read when the page is, until it is closed.
 */
public final class ModuleRecorder implements AutoCloseable {

  private static final AuthMethod PASSWORD = new AuthMethod("password");

  private final UpstreamRecorder recorder;
  private final List<Watch> watches;
  private final GcCollections collections;

  /**
   * Puts the catalogue into a recorder.
   *
   * @throws IllegalArgumentException if a name is taken there, such as by a {@code FikoRecorder}
   */
  public ModuleRecorder(UpstreamRecorder recorder) {
    this(recorder, new ProcessFigures());
  }

  ModuleRecorder(UpstreamRecorder recorder, ProcessFigures process) {
    this.recorder = recorder;
    FamilyRegistration.add(recorder, ModuleFamilies.ALL);
    this.watches =
        List.of(
            recorder.gauge(ModuleFamilies.MEMORY).watch(NoLabels.NONE, process::resident),
            recorder.gauge(ModuleFamilies.CPU).watch(NoLabels.NONE, process::cpuPercent),
            recorder.gauge(ModuleFamilies.THREADS).watch(NoLabels.NONE, process::threads),
            recorder.gauge(ModuleFamilies.OPEN_FILES).watch(NoLabels.NONE, process::openFiles));
    this.collections = new GcCollections(recorder);
  }

  /** Starts a task; the caller reports its outcome to the run. */
  public TaskRun startTask(@Nullable TaskName task) {
    return new TaskRun(
        recorder.time(ModuleFamilies.TASK_DURATION, new TaskLabels(task)),
        tasks(task, Result.SUCCESS),
        tasks(task, Result.FAILURE));
  }

  private BoundCounter tasks(@Nullable TaskName task, Result result) {
    return recorder.counter(ModuleFamilies.TASKS).bind(new TaskStatusLabels(task, result));
  }

  /** Runs a task and passes on what it returns or throws. */
  public <T extends @Nullable Object> T runTask(@Nullable TaskName task, Callable<T> work)
      throws Exception {
    try (TaskRun run = startTask(task)) {
      T result = work.call();
      run.succeeded();
      return result;
    }
  }

  /** Counts a user who registered. */
  public void trackUserRegistration() {
    recorder.counter(ModuleFamilies.REGISTRATIONS).inc(NoLabels.NONE);
  }

  /** Counts a user who logged in with a password. */
  public void trackUserLogin() {
    trackUserLogin(PASSWORD);
  }

  /** Counts a user who logged in. */
  public void trackUserLogin(@Nullable AuthMethod method) {
    recorder.counter(ModuleFamilies.LOGINS).inc(new LoginLabels(method));
  }

  /** Sets how many users are active. */
  public void trackActiveUsers(long users) {
    recorder.gauge(ModuleFamilies.ACTIVE_USERS).set(NoLabels.NONE, (double) users);
  }

  /** Counts something under names of the caller's own. */
  public void trackCustomMetric(@Nullable CustomType type, @Nullable CustomAction action) {
    trackCustomMetric(type, action, 1);
  }

  /** Adds to a counter under names of the caller's own. */
  public void trackCustomMetric(
      @Nullable CustomType type, @Nullable CustomAction action, double value) {
    recorder.counter(ModuleFamilies.CUSTOM).add(new CustomLabels(type, action), value);
  }

  /** Adds to a counter under names of the caller's own, and sets the type's gauge. */
  public void trackCustomMetric(
      @Nullable CustomType type, @Nullable CustomAction action, double value, double gaugeValue) {
    trackCustomMetric(type, action, value);
    recorder.gauge(ModuleFamilies.CUSTOM_CURRENT).set(new CustomTypeLabels(type), gaugeValue);
  }

  /** Stops reading figures of the process; the counts stay. */
  @Override
  public void close() {
    watches.forEach(Watch::close);
    collections.close();
  }
}
