package io.upstream.metrics.label;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The number of distinct values of an {@link OpenLabel} that may be named; further values fold into
 * {@code _OTHER}.
 *
 * <p>It is the default: {@code UpstreamRecorder.builder().budget(Region.class, 50)} and {@code
 * METRICS_BUDGET_REGION} override it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Budget {

  /** The budget of a type without the annotation. */
  int DEFAULT = 50;

  /** For labels that only this library fills, from sets that are bounded elsewhere. */
  int UNLIMITED = Integer.MAX_VALUE;

  /** Returns the number of distinct values. */
  int value();

  /**
   * Returns the number of values that one owner may bring once half of the budget is spent; 0 for a
   * quarter of the budget. It applies in families that have a label whose type is an {@link Owner}.
   */
  int share() default 0;

  /**
   * Returns the minutes without an event after which a named value leaves when another one needs
   * its place: 10 or more, 0 for never, less than 0 for the time of {@code METRICS_IDLE_AFTER}.
   */
  int idleMinutes() default -1;
}
