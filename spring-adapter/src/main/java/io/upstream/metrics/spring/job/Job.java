package io.upstream.metrics.spring.job;

import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.JobType;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/** The job as which a method's calls count: the type, and how the customer is found. */
record Job(JobType type, CustomerOf customer) {

  private static final int MOST_LETTERS = 64;

  /** Finds the customer of a call. */
  @FunctionalInterface
  interface CustomerOf {
    @Nullable CustomerId call(@Nullable Object target, @Nullable Object... arguments);
  }

  static Job of(Method method, Class<?> owner, CustomerExpressions expressions) {
    TrackedJob said = AnnotatedElementUtils.findMergedAnnotation(method, TrackedJob.class);
    String type = said == null || said.type().isBlank() ? nameOf(method, owner) : said.type();
    return new Job(
        new JobType(type),
        said == null || said.customer().isBlank()
            ? (target, arguments) -> JobContext.customer()
            : expressions.parsed(said.customer(), method));
  }

  /** Returns a name that is short enough for a label value. */
  private static String nameOf(Method method, Class<?> owner) {
    String name = ClassUtils.getUserClass(owner).getSimpleName() + '.' + method.getName();
    return name.substring(0, Math.min(name.length(), MOST_LETTERS));
  }
}
