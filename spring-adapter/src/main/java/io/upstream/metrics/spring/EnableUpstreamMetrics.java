package io.upstream.metrics.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;

/**
 * Gives a Spring MVC application without Boot its recorder, the numbers of its requests and its
 * page.
 *
 * <pre>{@code
 * @Configuration
 * @EnableWebMvc
 * @EnableUpstreamMetrics
 * class Web {}
 * }</pre>
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Import(UpstreamMetricsConfiguration.class)
public @interface EnableUpstreamMetrics {

  /** Where the page is mounted, below the mapping of Spring's servlet. */
  String path() default "/metrics";
}
