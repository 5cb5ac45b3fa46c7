package io.upstream.metrics.spring;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Stands where the filter belongs, and lets everything through until there is one: filters have to
 * be mounted before Spring's servlet starts, which has the bean.
 */
final class LateFilter implements Filter {

  static final String ATTRIBUTE = LateFilter.class.getName();

  private @Nullable ServletContext context;

  @Override
  public void init(FilterConfig config) {
    context = config.getServletContext();
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (context != null && context.getAttribute(ATTRIBUTE) instanceof Filter filter) {
      filter.doFilter(request, response, chain);
    } else {
      chain.doFilter(request, response);
    }
  }
}
