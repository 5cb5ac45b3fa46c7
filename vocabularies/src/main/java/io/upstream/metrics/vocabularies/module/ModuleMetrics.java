package io.upstream.metrics.vocabularies.module;

import io.upstream.metrics.UpstreamMetrics;
import io.upstream.metrics.vocabularies.AuthMethod;
import io.upstream.metrics.vocabularies.TaskName;
import io.upstream.metrics.vocabularies.TaskRun;
import io.upstream.metrics.vocabularies.shared.InstalledCatalogue;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The verbs of the template module's catalogue, over the recorder that is installed in {@link
 * UpstreamMetrics}.
 *
 * <pre>{@code
 * ModuleMetrics.trackUserLogin(new AuthMethod("oauth"));
 * ModuleMetrics.trackCustomMetric(new CustomType("claims"), new CustomAction("queued"), 3);
 * }</pre>
 *
 * <p>Calling {@link #recorder()} when the application starts puts the families on the page before
 * their first use. If the installed recorder has a different family with one of their names, the
 * verbs do nothing and log that; {@code new ModuleRecorder(..)} refuses such a recorder.
 */
public final class ModuleMetrics {

  private static final InstalledCatalogue<ModuleRecorder> INSTALLED =
      new InstalledCatalogue<>(ModuleRecorder::new);

  private ModuleMetrics() {}

  /** Returns the series in which the verbs record. */
  public static ModuleRecorder recorder() {
    return INSTALLED.now();
  }

  /** Starts a task; the caller reports its outcome to the run. */
  public static TaskRun startTask(@Nullable TaskName task) {
    return recorder().startTask(task);
  }

  /** Runs a task and passes on what it returns or throws. */
  public static <T extends @Nullable Object> T runTask(@Nullable TaskName task, Callable<T> work)
      throws Exception {
    return recorder().runTask(task, work);
  }

  /** Counts a user who registered. */
  public static void trackUserRegistration() {
    recorder().trackUserRegistration();
  }

  /** Counts a user who logged in with a password. */
  public static void trackUserLogin() {
    recorder().trackUserLogin();
  }

  /** Counts a user who logged in. */
  public static void trackUserLogin(@Nullable AuthMethod method) {
    recorder().trackUserLogin(method);
  }

  /** Sets how many users are active. */
  public static void trackActiveUsers(long users) {
    recorder().trackActiveUsers(users);
  }

  /** Counts something under names of the caller's own. */
  public static void trackCustomMetric(@Nullable CustomType type, @Nullable CustomAction action) {
    recorder().trackCustomMetric(type, action);
  }

  /** Adds to a counter under names of the caller's own. */
  public static void trackCustomMetric(
      @Nullable CustomType type, @Nullable CustomAction action, double value) {
    recorder().trackCustomMetric(type, action, value);
  }

  /** Adds to a counter under names of the caller's own, and sets the type's gauge. */
  public static void trackCustomMetric(
      @Nullable CustomType type, @Nullable CustomAction action, double value, double gaugeValue) {
    recorder().trackCustomMetric(type, action, value, gaugeValue);
  }
}
