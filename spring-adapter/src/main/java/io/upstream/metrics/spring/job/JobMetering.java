package io.upstream.metrics.spring.job;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.spring.FeatureProperties;
import io.upstream.metrics.spring.RecorderHolder;
import io.upstream.metrics.spring.StartupLog;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.Pointcut;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.Pointcuts;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.env.Environment;
import org.springframework.util.ReflectionUtils;

/**
 * Counts the calls of {@link TrackedJob} methods, and of those that Spring runs asynchronously.
 *
 * <p>An existing Spring proxy gets one more advisor. It runs after the advice of {@code @Async}, on
 * the thread that does the work, and counts the job for the customer of the calling thread. A bean
 * with {@code @TrackedJob} methods and without a proxy gets one, as for {@code @Transactional}.
 */
final class JobMetering extends AbstractBeanFactoryAwareAdvisingPostProcessor {

  private static final Pointcut TRACKED =
      new AnnotationMatchingPointcut(null, TrackedJob.class, true);

  private static final String CUSTOMER = JobMetering.class.getName() + ".customer";

  private static final MethodInterceptor REMEMBER_CUSTOMER =
      call -> {
        if (call instanceof ProxyMethodInvocation invocation) {
          invocation.setUserAttribute(CUSTOMER, Optional.ofNullable(JobContext.customer()));
        }
        return call.proceed();
      };

  private final transient RecorderHolder recorder;
  private final transient CustomerExpressions expressions;
  private final boolean countsAsync;
  private final transient Map<Method, Job> jobs = new ConcurrentHashMap<>();

  JobMetering(RecorderHolder recorder, BeanFactory beans, Environment environment) {
    this.recorder = recorder;
    this.expressions = new CustomerExpressions(beans);
    this.countsAsync = new FeatureProperties(environment).isOn("jobs.async", true);
    this.advisor = new DefaultPointcutAdvisor(TRACKED, (MethodInterceptor) this::count);
    setProxyTargetClass(true);
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    if (bean instanceof AopInfrastructureBean) {
      return bean;
    }
    Class<?> type;
    Set<Method> tracked;
    try {
      type = AopUtils.getTargetClass(bean);
      tracked = trackedMethods(type);
    } catch (RuntimeException | LinkageError e) {
      StartupLog.failed("the jobs of the bean " + beanName, e);
      return bean;
    }
    for (Method method : tracked) {
      job(method, type); // reads the expression, so that a malformed one stops the start
    }
    try {
      if (bean instanceof Advised advised && !advised.isFrozen()) {
        if (advise(advised, !tracked.isEmpty())) {
          StartupLog.counted("the jobs of the bean " + beanName, "its proxy has one more advisor");
        }
        return bean;
      }
      if (tracked.isEmpty()) {
        return bean;
      }
      Object proxy = super.postProcessAfterInitialization(bean, beanName);
      StartupLog.counted("the jobs of the bean " + beanName, "a proxy of Spring's calls it");
      return proxy;
    } catch (RuntimeException | LinkageError e) {
      StartupLog.failed("the jobs of the bean " + beanName, e);
      return bean;
    }
  }

  /** Returns whether there was anything to count. */
  private boolean advise(Advised advised, boolean tracked) {
    Pointcut async = countsAsync || tracked ? AsyncAdvice.of(advised) : null;
    if (async != null) {
      Pointcut counted = countsAsync ? async : TRACKED;
      advised.addAdvisor(0, new DefaultPointcutAdvisor(async, REMEMBER_CUSTOMER));
      advised.addAdvisor(
          new DefaultPointcutAdvisor(
              tracked ? Pointcuts.union(counted, TRACKED) : counted,
              (MethodInterceptor) this::count));
    } else if (tracked) {
      advised.addAdvisor(new DefaultPointcutAdvisor(TRACKED, (MethodInterceptor) this::count));
    }
    return async != null || tracked;
  }

  private @Nullable Object count(MethodInvocation call) throws Throwable {
    Object target = call.getThis();
    Class<?> owner = target == null ? call.getMethod().getDeclaringClass() : target.getClass();
    Method method = AopUtils.getMostSpecificMethod(call.getMethod(), owner);
    UpstreamRecorder available = recorder.get();
    if (available == null || ScheduledCall.take(method, target)) {
      return call.proceed();
    }
    Object handedOver =
        call instanceof ProxyMethodInvocation invocation
            ? invocation.getUserAttribute(CUSTOMER)
            : null;
    Job job = job(method, owner);
    if (!(handedOver instanceof Optional<?> customer)) {
      return run(call, job, available);
    }
    try (JobContext caller = JobContext.open((CustomerId) customer.orElse(null))) {
      return run(call, job, available);
    }
  }

  private static @Nullable Object run(MethodInvocation call, Job job, UpstreamRecorder recorder)
      throws Throwable {
    CustomerId customer = job.customer().call(call.getThis(), call.getArguments());
    return Runs.run(recorder, job.type(), customer, call::proceed);
  }

  private Job job(Method method, Class<?> owner) {
    Job known = jobs.get(method);
    if (known != null) {
      return known;
    }
    Job made = Job.of(method, owner, expressions); // outside the map: it looks at an application's
    Job other = jobs.putIfAbsent(method, made); // annotations and constants
    return other == null ? made : other;
  }

  private static Set<Method> trackedMethods(Class<?> type) {
    return AnnotationUtils.isCandidateClass(type, TrackedJob.class)
        ? MethodIntrospector.selectMethods(
            type,
            (ReflectionUtils.MethodFilter)
                method -> AnnotatedElementUtils.hasAnnotation(method, TrackedJob.class))
        : Set.of();
  }
}
