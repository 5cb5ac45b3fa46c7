package io.upstream.metrics.spring.job;

import io.micrometer.observation.ObservationRegistry;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.spring.RecorderHolder;
import io.upstream.metrics.spring.StartupLog;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;
import org.springframework.scheduling.support.ScheduledMethodRunnable;

/**
 * Spring's processor of {@code @Scheduled}, which also counts each run of a method as a job.
 *
 * <p>It needs neither a proxy nor observations, so private methods and final classes count like any
 * other. A method that is {@code @Async} too counts where it runs. Reactive and suspending methods
 * do not count.
 */
final class MeteredScheduledProcessor extends ScheduledAnnotationBeanPostProcessor {

  private @Nullable BeanFactory beans;

  /** Called for {@link ScheduledMetering}'s bean definition. */
  MeteredScheduledProcessor() {}

  @Override
  public void setBeanFactory(BeanFactory beanFactory) {
    super.setBeanFactory(beanFactory);
    this.beans = beanFactory;
  }

  @Override
  protected Runnable createRunnable(Object target, Method method, @Nullable String qualifier) {
    Runnable own = super.createRunnable(target, method, qualifier);
    BeanFactory factory = beans;
    if (factory == null || !(own instanceof ScheduledMethodRunnable run)) {
      return own;
    }
    // A malformed expression stops the start, as it would on any other method.
    Job job = Job.of(method, target.getClass(), new CustomerExpressions(factory));
    try {
      return AsyncAdvice.handsOver(target, run.getMethod())
          ? own
          : new MeteredRun(run, job, factory.getBean(RecorderHolder.class));
    } catch (RuntimeException | LinkageError e) {
      StartupLog.failed("the @Scheduled method " + method, e);
      return own;
    }
  }

  /** A run that is still a {@link ScheduledMethodRunnable}, because Actuator reads the method. */
  private static final class MeteredRun extends ScheduledMethodRunnable {

    private final ScheduledMethodRunnable own;
    private final Job job;
    private final RecorderHolder recorder;

    MeteredRun(ScheduledMethodRunnable own, Job job, RecorderHolder recorder) {
      super(own.getTarget(), own.getMethod(), own.getQualifier(), () -> ObservationRegistry.NOOP);
      this.own = own;
      this.job = job;
      this.recorder = recorder;
    }

    @Override
    public void run() {
      UpstreamRecorder available = recorder.get();
      if (available == null) {
        own.run();
        return;
      }
      CustomerId customer = job.customer().call(getTarget());
      Runs.run(
          available,
          job.type(),
          customer,
          () -> {
            ScheduledCall.begin(getMethod());
            try {
              own.run();
            } finally {
              ScheduledCall.end();
            }
            return null;
          });
    }

    @Override
    public String toString() {
      return own.toString();
    }
  }
}
