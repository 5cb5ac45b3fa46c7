package io.upstream.metrics.spring.job;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes each call of a method a background job: started, running, completed or failed, duration.
 *
 * <pre>{@code
 * @TrackedJob(type = "claims_reconciliation", customer = "#batch.customerId")
 * public void reconcile(Batch batch) { .. }
 * }</pre>
 *
 * <p>It works like {@code @Transactional}, for calls through the bean. The job of a method that
 * returns a {@code CompletionStage} ends when that completes. An exception is counted by its type
 * and passes unchanged. On a method that is also {@code @Scheduled} or {@code @Async}, the
 * annotation sets the type and the customer of the job that is counted anyway.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface TrackedJob {

  /** Returns the label {@code job_type}; {@code SimpleClassName.method} if it is empty. */
  String type() default "";

  /**
   * Returns a SpEL expression for the customer, with the parameters by name ({@code #batch}) or
   * number ({@code #p0}), the bean as {@code #root.target} and others as {@code @name}. If it is
   * empty, the customer of the {@link JobContext}.
   */
  String customer() default "";
}
