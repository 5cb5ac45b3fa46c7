package io.upstream.metrics.spring.job;

import io.upstream.metrics.JobRun;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.CustomerId;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;

/** Counts a call of a method as a job, on the thread that does it. */
final class JobInterceptor implements MethodInterceptor {

  private final Supplier<UpstreamRecorder> recorder;
  private final CustomerExpressions expressions;
  private final Map<Method, Job> jobs = new ConcurrentHashMap<>();

  JobInterceptor(Supplier<UpstreamRecorder> recorder, CustomerExpressions expressions) {
    this.recorder = recorder;
    this.expressions = expressions;
  }

  /** Knows a method before its first call, which refuses what is malformed. */
  Job job(Method method, Class<?> owner) {
    return jobs.computeIfAbsent(method, any -> Job.of(method, owner, expressions));
  }

  @Override
  public @Nullable Object invoke(MethodInvocation call) throws Throwable {
    Object target = call.getThis();
    Class<?> owner = target == null ? call.getMethod().getDeclaringClass() : target.getClass();
    Method method = AopUtils.getMostSpecificMethod(call.getMethod(), owner);
    if (JobThread.takeScheduled(method, target)) {
      return call.proceed();
    }
    boolean before = JobThread.handingOver(false);
    try {
      return run(call, job(method, owner), target);
    } finally {
      JobThread.handingOver(before);
    }
  }

  private @Nullable Object run(MethodInvocation call, Job job, @Nullable Object target)
      throws Throwable {
    CustomerId customer = job.customer().call(target, call.getArguments());
    JobRun run = recorder.get().startJob(job.type(), customer);
    Object result;
    try (JobContext context = JobContext.open(customer)) {
      result = call.proceed();
    } catch (Throwable failure) {
      Runs.failed(run, failure);
      throw failure;
    }
    Runs.returned(run, result);
    return result;
  }
}
