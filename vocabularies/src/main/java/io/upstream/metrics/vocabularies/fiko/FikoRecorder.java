package io.upstream.metrics.vocabularies.fiko;

import io.upstream.metrics.Timing;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.label.QueueName;
import io.upstream.metrics.series.BoundCounter;
import io.upstream.metrics.series.BoundUpDown;
import io.upstream.metrics.series.Gauge.Watch;
import io.upstream.metrics.vocabularies.AuthMethod;
import io.upstream.metrics.vocabularies.Result;
import io.upstream.metrics.vocabularies.TaskName;
import io.upstream.metrics.vocabularies.TaskRun;
import io.upstream.metrics.vocabularies.fiko.FikoFamilies.AiModelLabels;
import io.upstream.metrics.vocabularies.fiko.FikoFamilies.AiRequestLabels;
import io.upstream.metrics.vocabularies.fiko.FikoFamilies.AiTokenLabels;
import io.upstream.metrics.vocabularies.fiko.FikoFamilies.AuthLabels;
import io.upstream.metrics.vocabularies.fiko.FikoFamilies.BillingLabels;
import io.upstream.metrics.vocabularies.fiko.FikoFamilies.MemoryLabels;
import io.upstream.metrics.vocabularies.fiko.FikoFamilies.QueueLabels;
import io.upstream.metrics.vocabularies.fiko.FikoFamilies.TaskLabels;
import io.upstream.metrics.vocabularies.fiko.FikoFamilies.TaskStateLabels;
import io.upstream.metrics.vocabularies.fiko.FikoFamilies.WorkflowActionLabels;
import io.upstream.metrics.vocabularies.fiko.FikoFamilies.WorkflowLabels;
import io.upstream.metrics.vocabularies.module.ModuleFamilies;
import io.upstream.metrics.vocabularies.module.ModuleRecorder;
import io.upstream.metrics.vocabularies.shared.FamilyRegistration;
import io.upstream.metrics.vocabularies.shared.ProcessFigures;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Records Fiko's catalogue in a recorder.
 *
 * <pre>{@code
 * FikoRecorder fiko = new FikoRecorder(recorder);
 * fiko.trackAiRequest(new AiModel("gpt-4o"), Outcome.SUCCESS, took);
 * }</pre>
 *
 * <p>Its families are on the page from then on; several over one recorder share them. Figures of
 * the process are read when the page is, until it is closed.
 */
public final class FikoRecorder implements AutoCloseable {

  private final UpstreamRecorder recorder;
  private final BoundUpDown webSockets;
  private final List<Watch> watches;

  /**
   * Puts the catalogue into a recorder.
   *
   * @throws IllegalArgumentException if a name is taken there, such as by a {@link ModuleRecorder}
   */
  public FikoRecorder(UpstreamRecorder recorder) {
    this(recorder, new ProcessFigures());
  }

  FikoRecorder(UpstreamRecorder recorder, ProcessFigures process) {
    this.recorder = recorder;
    FamilyRegistration.add(recorder, FikoFamilies.ALL);
    this.webSockets = recorder.upDown(FikoFamilies.WEB_SOCKETS).bind(NoLabels.NONE);
    this.watches =
        List.of(
            recorder
                .gauge(FikoFamilies.MEMORY)
                .watch(new MemoryLabels(MemoryType.RSS), process::resident),
            recorder
                .gauge(FikoFamilies.MEMORY)
                .watch(new MemoryLabels(MemoryType.VMS), process::virtual),
            recorder.gauge(FikoFamilies.CPU).watch(NoLabels.NONE, process::cpuPercent));
  }

  /** Counts a task as started; the caller reports its outcome to the run. */
  public TaskRun startTask(@Nullable TaskName task) {
    taskIs(task, TaskState.STARTED);
    return new TaskRun(
        recorder.time(FikoFamilies.TASK_DURATION, new TaskLabels(task)),
        tasks(task, TaskState.SUCCESS),
        tasks(task, TaskState.FAILURE));
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

  /** Counts a task that will be tried again. */
  public void trackTaskRetried(@Nullable TaskName task) {
    taskIs(task, TaskState.RETRY);
  }

  /** Counts a task that no worker took. */
  public void trackTaskRejected(@Nullable TaskName task) {
    taskIs(task, TaskState.REJECTED);
  }

  private void taskIs(@Nullable TaskName task, TaskState state) {
    tasks(task, state).inc();
  }

  private BoundCounter tasks(@Nullable TaskName task, TaskState state) {
    return recorder.counter(FikoFamilies.TASKS).bind(new TaskStateLabels(task, state));
  }

  /** Sets how many tasks wait in a queue. */
  public void trackQueueLength(@Nullable QueueName queue, long tasks) {
    recorder.gauge(FikoFamilies.QUEUE_LENGTH).set(new QueueLabels(queue), (double) tasks);
  }

  /** Sets how many workers are alive. */
  public void trackWorkers(long alive) {
    recorder.gauge(FikoFamilies.WORKERS).set(NoLabels.NONE, (double) alive);
  }

  /** Counts a request to an AI model, and how long the answer took. */
  public void trackAiRequest(
      @Nullable AiModel model, @Nullable Outcome outcome, @Nullable Duration took) {
    recorder.counter(FikoFamilies.AI_REQUESTS).inc(new AiRequestLabels(model, outcome));
    recorder.histogram(FikoFamilies.AI_REQUEST_DURATION).observe(new AiModelLabels(model), took);
  }

  /** Counts a request to an AI model, how long the answer took, and the tokens of both. */
  public void trackAiRequest(
      @Nullable AiModel model,
      @Nullable Outcome outcome,
      @Nullable Duration took,
      long promptTokens,
      long completionTokens) {
    trackAiRequest(model, outcome, took);
    trackAiTokens(model, TokenType.PROMPT, promptTokens);
    trackAiTokens(model, TokenType.COMPLETION, completionTokens);
  }

  /** Counts tokens of a model's input or output. */
  public void trackAiTokens(@Nullable AiModel model, @Nullable TokenType type, long tokens) {
    recorder.counter(FikoFamilies.AI_TOKENS).add(new AiTokenLabels(model, type), tokens);
  }

  /** Counts a run of a workflow. */
  public void trackWorkflow(@Nullable WorkflowStatus status) {
    recorder.counter(FikoFamilies.WORKFLOWS).inc(new WorkflowLabels(status));
  }

  /** Times a run of a workflow. */
  public Timing timeWorkflow() {
    return recorder.time(FikoFamilies.WORKFLOW_DURATION, NoLabels.NONE);
  }

  /** Counts an action that a workflow took. */
  public void trackWorkflowAction(@Nullable ActionType action) {
    recorder.counter(FikoFamilies.WORKFLOW_ACTIONS).inc(new WorkflowActionLabels(action));
  }

  /** Counts an attempt to sign in. */
  public void trackAuthAttempt(@Nullable AuthMethod method, @Nullable Result result) {
    recorder.counter(FikoFamilies.AUTH_ATTEMPTS).inc(new AuthLabels(method, result));
  }

  /** Counts a user who registered. */
  public void trackUserRegistration() {
    recorder.counter(FikoFamilies.USER_REGISTRATIONS).inc(NoLabels.NONE);
  }

  /** Counts a user who logged in. */
  public void trackUserLogin(@Nullable AuthMethod method) {
    recorder.counter(FikoFamilies.USER_LOGINS).inc(new ModuleFamilies.LoginLabels(method));
  }

  /** Sets how many users are active. */
  public void trackActiveUsers(long users) {
    recorder.gauge(FikoFamilies.ACTIVE_USERS).set(NoLabels.NONE, (double) users);
  }

  /** Counts a web socket as open until {@link #trackWebSocketClosed}. */
  public void trackWebSocketOpened() {
    webSockets.inc();
  }

  /** Counts a web socket as no longer open. */
  public void trackWebSocketClosed() {
    webSockets.dec();
  }

  /** Counts a billing transaction. */
  public void trackBillingTransaction(@Nullable TransactionType type, @Nullable Result result) {
    recorder.counter(FikoFamilies.BILLING_TRANSACTIONS).inc(new BillingLabels(type, result));
  }

  /** Stops reading figures of the process; the counts stay. */
  @Override
  public void close() {
    watches.forEach(Watch::close);
  }
}
