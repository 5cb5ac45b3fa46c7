package io.upstream.metrics.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;

/**
 * Adds a recorder, a page, and the metrics of requests, data sources, caches and jobs to a Spring
 * MVC application without Boot.
 *
 * <pre>{@code
 * @Configuration
 * @EnableWebMvc
 * @EnableUpstreamMetrics
 * class Web {}
 * }</pre>
 *
 * <p>The beans are a {@code UpstreamRecorder}, a {@code MetricsInterceptor}, a {@code
 * MetricsFilter}, a {@code MetricsAccess} and a {@code MetricsServlet}; one that the application
 * declares is used in place of ours. The annotation may be in the root context or in that of a
 * servlet; the data sources, caches and jobs of both are counted. All other settings are system
 * properties or environment variables, see {@code docs/settings.md}. {@link MetricsWebInitializer},
 * which the container finds, mounts the filter; if the container does not look for such classes,
 * the application mounts the bean.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Import(MetricsSelector.class)
public @interface EnableUpstreamMetrics {

  /** Returns the path of the page, below the mapping of Spring's servlet. */
  String path() default "/metrics";
}
