package io.upstream.metrics.spring;

import io.upstream.metrics.servlet.RouteResolver;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Resolves the route of a handler that is no controller method: Spring's pattern for functional
 * routes, static content and Actuator's endpoints, and the servlet's mapping for other servlets.
 *
 * <p>If Spring has no handler for a path or its method, there is no route, because the mapping of
 * Spring's servlet tells nothing; such a request counts in {@code _UNMATCHED}.
 */
public final class SpringRoutes implements RouteResolver {

  private static final RouteResolver SERVLETS = RouteResolver.servletMapping();

  @Override
  public @Nullable String route(HttpServletRequest request) {
    if (request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)
        instanceof String pattern) {
      return RouteTemplate.of(pattern);
    }
    return isForSpring(request) ? null : SERVLETS.route(request);
  }

  /**
   * Returns whether Spring's servlet took the request, or would have taken it if a filter had let
   * it pass.
   */
  private static boolean isForSpring(HttpServletRequest request) {
    HttpServletMapping mapping = request.getHttpServletMapping();
    if (mapping.getMappingMatch() == MappingMatch.DEFAULT
        || request.getAttribute(DispatcherServlet.WEB_APPLICATION_CONTEXT_ATTRIBUTE) != null) {
      return true;
    }
    String name = mapping.getServletName();
    ServletRegistration servlet =
        name == null ? null : request.getServletContext().getServletRegistration(name);
    return servlet != null && DispatcherServlet.class.getName().equals(servlet.getClassName());
  }
}
