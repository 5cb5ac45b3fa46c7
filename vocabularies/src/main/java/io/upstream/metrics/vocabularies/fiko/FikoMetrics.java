package io.upstream.metrics.vocabularies.fiko;

import io.upstream.metrics.Timing;
import io.upstream.metrics.UpstreamMetrics;
import io.upstream.metrics.label.QueueName;
import io.upstream.metrics.vocabularies.AuthMethod;
import io.upstream.metrics.vocabularies.Result;
import io.upstream.metrics.vocabularies.TaskName;
import io.upstream.metrics.vocabularies.TaskRun;
import io.upstream.metrics.vocabularies.shared.InstalledCatalogue;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The verbs of Fiko's catalogue, over the recorder that is installed in {@link UpstreamMetrics}.
 *
 * <pre>{@code
 * FikoMetrics.trackWorkflow(WorkflowStatus.SUCCESS);
 * String number = FikoMetrics.runTask(new TaskName("send_invoice"), this::sendInvoice);
 * }</pre>
 *
 * <p>Calling {@link #recorder()} when the application starts puts the families on the page before
 * their first use. If the installed recorder has a different family with one of their names, the
 * verbs do nothing and log that; {@code new FikoRecorder(..)} refuses such a recorder.
 */
public final class FikoMetrics {

  private static final InstalledCatalogue<FikoRecorder> INSTALLED =
      new InstalledCatalogue<>(FikoRecorder::new);

  private FikoMetrics() {}

  /** Returns the series in which the verbs record. */
  public static FikoRecorder recorder() {
    return INSTALLED.now();
  }

  /** Counts a task as started; the caller reports its outcome to the run. */
  public static TaskRun startTask(@Nullable TaskName task) {
    return recorder().startTask(task);
  }

  /** Runs a task and passes on what it returns or throws. */
  public static <T extends @Nullable Object> T runTask(@Nullable TaskName task, Callable<T> work)
      throws Exception {
    return recorder().runTask(task, work);
  }

  /** Counts a task that will be tried again. */
  public static void trackTaskRetried(@Nullable TaskName task) {
    recorder().trackTaskRetried(task);
  }

  /** Counts a task that no worker took. */
  public static void trackTaskRejected(@Nullable TaskName task) {
    recorder().trackTaskRejected(task);
  }

  /** Sets how many tasks wait in a queue. */
  public static void trackQueueLength(@Nullable QueueName queue, long tasks) {
    recorder().trackQueueLength(queue, tasks);
  }

  /** Sets how many workers are alive. */
  public static void trackWorkers(long alive) {
    recorder().trackWorkers(alive);
  }

  /** Counts a request to an AI model, and how long the answer took. */
  public static void trackAiRequest(
      @Nullable AiModel model, @Nullable Outcome outcome, @Nullable Duration took) {
    recorder().trackAiRequest(model, outcome, took);
  }

  /** Counts a request to an AI model, how long the answer took, and the tokens of both. */
  public static void trackAiRequest(
      @Nullable AiModel model,
      @Nullable Outcome outcome,
      @Nullable Duration took,
      long promptTokens,
      long completionTokens) {
    recorder().trackAiRequest(model, outcome, took, promptTokens, completionTokens);
  }

  /** Counts tokens of a model's input or output. */
  public static void trackAiTokens(@Nullable AiModel model, @Nullable TokenType type, long tokens) {
    recorder().trackAiTokens(model, type, tokens);
  }

  /** Counts a run of a workflow. */
  public static void trackWorkflow(@Nullable WorkflowStatus status) {
    recorder().trackWorkflow(status);
  }

  /** Times a run of a workflow. */
  public static Timing timeWorkflow() {
    return recorder().timeWorkflow();
  }

  /** Counts an action that a workflow took. */
  public static void trackWorkflowAction(@Nullable ActionType action) {
    recorder().trackWorkflowAction(action);
  }

  /** Counts an attempt to sign in. */
  public static void trackAuthAttempt(@Nullable AuthMethod method, @Nullable Result result) {
    recorder().trackAuthAttempt(method, result);
  }

  /** Counts a user who registered. */
  public static void trackUserRegistration() {
    recorder().trackUserRegistration();
  }

  /** Counts a user who logged in. */
  public static void trackUserLogin(@Nullable AuthMethod method) {
    recorder().trackUserLogin(method);
  }

  /** Sets how many users are active. */
  public static void trackActiveUsers(long users) {
    recorder().trackActiveUsers(users);
  }

  /** Counts a web socket as open until {@link #trackWebSocketClosed}. */
  public static void trackWebSocketOpened() {
    recorder().trackWebSocketOpened();
  }

  /** Counts a web socket as no longer open. */
  public static void trackWebSocketClosed() {
    recorder().trackWebSocketClosed();
  }

  /** Counts a billing transaction. */
  public static void trackBillingTransaction(
      @Nullable TransactionType type, @Nullable Result result) {
    recorder().trackBillingTransaction(type, result);
  }
}
