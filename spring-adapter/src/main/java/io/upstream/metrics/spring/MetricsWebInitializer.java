package io.upstream.metrics.spring;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.WebApplicationInitializer;

/**
 * Registers a filter in front of all others, which calls that of {@link EnableUpstreamMetrics}. A
 * servlet container finds this class in the jar; without such a configuration the filter passes
 * requests on unchanged.
 *
 * <p>An application that registers its initializers itself adds this one.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
public final class MetricsWebInitializer implements WebApplicationInitializer {

  /** Called by the container. */
  public MetricsWebInitializer() {}

  @Override
  public void onStartup(ServletContext context) {
    FilterRegistration.Dynamic filter =
        context.addFilter("upstream-metrics-spring", new LateFilter());
    if (filter != null) { // otherwise it is registered already
      filter.setAsyncSupported(true);
      filter.addMappingForUrlPatterns(
          EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR),
          false,
          "/*");
    }
  }
}
