package io.upstream.metrics.spring;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.WebApplicationInitializer;

/**
 * Makes room for the filter of {@link EnableUpstreamMetrics} in front of all others. A servlet
 * container finds it in the jar; without such a configuration it does nothing to a request.
 *
 * <p>Where an application registers its initializers itself, it adds this one.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
public final class MetricsWebInitializer implements WebApplicationInitializer {

  /** For the container. */
  public MetricsWebInitializer() {}

  @Override
  public void onStartup(ServletContext context) {
    FilterRegistration.Dynamic filter =
        context.addFilter("upstream-metrics-spring", new LateFilter());
    if (filter != null) { // else it is there already
      filter.setAsyncSupported(true);
      filter.addMappingForUrlPatterns(
          EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR),
          false,
          "/*");
    }
  }
}
