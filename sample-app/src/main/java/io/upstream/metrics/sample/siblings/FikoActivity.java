package io.upstream.metrics.sample.siblings;

import io.upstream.metrics.Timing;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.QueueName;
import io.upstream.metrics.sample.alerts.AlertSent;
import io.upstream.metrics.sample.api.Caller;
import io.upstream.metrics.sample.claims.ClaimsArrived;
import io.upstream.metrics.sample.jobs.JobWatch;
import io.upstream.metrics.sample.jobs.Jobs;
import io.upstream.metrics.vocabularies.AuthMethod;
import io.upstream.metrics.vocabularies.Result;
import io.upstream.metrics.vocabularies.TaskName;
import io.upstream.metrics.vocabularies.fiko.ActionType;
import io.upstream.metrics.vocabularies.fiko.FikoRecorder;
import io.upstream.metrics.vocabularies.fiko.TransactionType;
import io.upstream.metrics.vocabularies.fiko.WorkflowStatus;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Records the platform's activity in Fiko's terms: a job is a task, the processing of a finding is
 * a workflow, a call with a customer's name is a sign-in, and claims are billed.
 */
@Component
@Profile("fiko")
class FikoActivity implements JobWatch, HandlerInterceptor {

  private static final AuthMethod HEADER = new AuthMethod("header");
  private static final TransactionType CLAIMS = new TransactionType("claims");

  private final FikoRecorder fiko;
  private final Map<String, ThreadPoolTaskExecutor> executors;

  FikoActivity(FikoRecorder fiko, Map<String, ThreadPoolTaskExecutor> executors) {
    this.fiko = fiko;
    this.executors = executors;
  }

  @Override
  public void around(JobType type, Jobs.Work work) throws Exception {
    lookAtQueues();
    try {
      fiko.runTask(
          new TaskName(type.value()),
          () -> {
            if (type.equals(JobType.ALERT_PROCESSING)) {
              workflow(work);
            } else {
              work.run();
            }
            return true;
          });
    } finally {
      lookAtQueues();
    }
  }

  private void workflow(Jobs.Work work) throws Exception {
    WorkflowStatus status = WorkflowStatus.FAILED;
    try (Timing timing = fiko.timeWorkflow()) {
      work.run();
      status = WorkflowStatus.SUCCESS;
    } finally {
      fiko.trackWorkflow(status);
    }
  }

  private void lookAtQueues() {
    executors.forEach(
        (name, executor) -> fiko.trackQueueLength(new QueueName(name), executor.getQueueSize()));
    fiko.trackWorkers(
        executors.values().stream().mapToInt(ThreadPoolTaskExecutor::getPoolSize).sum());
  }

  @EventListener
  void alertSent(AlertSent event) {
    fiko.trackWorkflowAction(new ActionType(event.channel().wireValue()));
  }

  @EventListener
  void claimsHaveArrived(ClaimsArrived event) {
    fiko.trackBillingTransaction(CLAIMS, Result.SUCCESS);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    boolean named = request.getHeader(Caller.HEADER) != null;
    fiko.trackAuthAttempt(HEADER, named ? Result.SUCCESS : Result.FAILURE);
    return true;
  }
}
