package io.upstream.metrics.spring;

import io.upstream.metrics.servlet.RouteResolver;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerMapping;

/**
 * The route of whatever is no method of a controller: Spring's pattern for functional routes,
 * static content and Actuator's endpoints, the servlet's mapping for other servlets.
 *
 * <p>Where Spring found nothing there is no route, for the mapping of its servlet says nothing: a
 * request that it has no handler for, or not for this method, goes to {@code _UNMATCHED}.
 */
public final class SpringRoutes implements RouteResolver {

  private static final RouteResolver SERVLETS = RouteResolver.servletMapping();

  @Override
  public @Nullable String route(HttpServletRequest request) {
    if (request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)
        instanceof String pattern) {
      return RouteTemplate.of(pattern);
    }
    return request.getHttpServletMapping().getMappingMatch() == MappingMatch.DEFAULT
        ? null
        : SERVLETS.route(request);
  }
}
