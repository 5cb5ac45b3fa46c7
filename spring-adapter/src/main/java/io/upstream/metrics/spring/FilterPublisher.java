package io.upstream.metrics.spring;

import io.upstream.metrics.servlet.MetricsFilter;
import jakarta.servlet.ServletContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.web.context.ServletContextAware;

/** Tells {@link LateFilter} which filter to ask, for as long as its context lives. */
final class FilterPublisher implements ServletContextAware, DisposableBean {

  private final MetricsFilter filter;
  private @Nullable ServletContext context;

  FilterPublisher(MetricsFilter filter) {
    this.filter = filter;
  }

  @Override
  public void setServletContext(ServletContext context) {
    this.context = context;
    context.setAttribute(LateFilter.ATTRIBUTE, filter);
  }

  @Override
  public void destroy() {
    if (context != null && context.getAttribute(LateFilter.ATTRIBUTE) == filter) {
      context.removeAttribute(LateFilter.ATTRIBUTE);
    }
  }
}
