package io.upstream.metrics.label;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a label type whose values own the events: tenants, customers, teams.
 *
 * <p>In a family that has such a label, the other open labels are charged to the owner whose event
 * first named a value. Once half of a label type's budget is spent, an owner that has brought more
 * than its share ({@link Budget#share()}) names no further value, so that no owner can use up the
 * places that others need. {@link CustomerId} is an owner.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Owner {}
