package io.upstream.metrics.spring;

import io.upstream.metrics.guard.SafeLogger;
import io.upstream.metrics.servlet.MetricsFilter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.web.context.ServletContextAware;

/** Gives {@link LateFilter} the filter to call, as long as the context exists. */
final class FilterPublisher implements ServletContextAware, DisposableBean {

  private static final System.Logger LOG = SafeLogger.of(FilterPublisher.class);

  private final MetricsFilter filter;
  private @Nullable ServletContext context;

  FilterPublisher(MetricsFilter filter) {
    this.filter = filter;
  }

  @Override
  public void setServletContext(ServletContext context) {
    this.context = context;
    context.setAttribute(LateFilter.ATTRIBUTE, filter);
    if (!isFilterMounted(context)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "No MetricsFilter is mounted in front of Spring's servlet: requests are not counted."
              + " Hand MetricsWebInitializer to the container, or mount the bean of MetricsFilter.");
    }
  }

  private static boolean isFilterMounted(ServletContext context) {
    try {
      return context.getFilterRegistrations().values().stream().anyMatch(FilterPublisher::isOurs);
    } catch (UnsupportedOperationException notNow) {
      // A listener that was added by code must not call this; the first request shows it instead.
      return true;
    }
  }

  /** Returns whether a filter is ours or may lead to one of ours by its name. */
  private static boolean isOurs(FilterRegistration filter) {
    String type = String.valueOf(filter.getClassName());
    return type.equals(LateFilter.class.getName())
        || type.endsWith(".MetricsFilter")
        || type.endsWith(".DelegatingFilterProxy");
  }

  @Override
  public void destroy() {
    if (context != null && context.getAttribute(LateFilter.ATTRIBUTE) == filter) {
      context.removeAttribute(LateFilter.ATTRIBUTE);
    }
  }
}
