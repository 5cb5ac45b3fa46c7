package io.upstream.metrics.spring.job;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.upstream.metrics.JobRun;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.CustomerId;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.support.ScheduledTaskObservationContext;

/** Turns what Spring observes of a {@code @Scheduled} method into a job. */
final class ScheduledRuns implements ObservationHandler<ScheduledTaskObservationContext> {

  /** What is kept in a run's context; the scope opens and closes on the thread that runs it. */
  private static final class Begun {
    final JobRun run;
    final @Nullable CustomerId customer;
    @Nullable JobContext scope;

    Begun(JobRun run, @Nullable CustomerId customer) {
      this.run = run;
      this.customer = customer;
    }
  }

  private final UpstreamRecorder recorder;
  private final CustomerExpressions expressions;
  private final Map<Method, Job> jobs = new ConcurrentHashMap<>();

  ScheduledRuns(UpstreamRecorder recorder, CustomerExpressions expressions) {
    this.recorder = recorder;
    this.expressions = expressions;
  }

  @Override
  public boolean supportsContext(Observation.Context context) {
    return context instanceof ScheduledTaskObservationContext;
  }

  @Override
  public void onStart(ScheduledTaskObservationContext context) {
    Method method = context.getMethod();
    if (isHandedOn(context)) {
      return; // the run that is seen here only hands over
    }
    Job job =
        jobs.computeIfAbsent(method, any -> Job.of(method, context.getTargetClass(), expressions));
    CustomerId customer = job.customer().call(null);
    context.put(Begun.class, new Begun(recorder.startJob(job.type(), customer), customer));
  }

  @Override
  public void onScopeOpened(ScheduledTaskObservationContext context) {
    Begun begun = context.get(Begun.class);
    if (begun != null) {
      begun.scope = JobContext.open(begun.customer);
      JobThread.scheduled(context.getMethod());
    }
  }

  @Override
  public void onScopeClosed(ScheduledTaskObservationContext context) {
    Begun begun = context.get(Begun.class);
    if (begun != null && begun.scope != null) {
      begun.scope.close();
      JobThread.scheduled(null);
    }
  }

  @Override
  public void onStop(ScheduledTaskObservationContext context) {
    Begun begun = context.get(Begun.class);
    if (begun != null) {
      Runs.ended(begun.run, context.getError());
    }
  }

  private static boolean isHandedOn(ScheduledTaskObservationContext context) {
    return AnnotatedElementUtils.hasAnnotation(context.getMethod(), Async.class)
        || AnnotatedElementUtils.hasAnnotation(context.getTargetClass(), Async.class);
  }
}
