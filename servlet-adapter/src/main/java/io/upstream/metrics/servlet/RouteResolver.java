package io.upstream.metrics.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import org.jspecify.annotations.Nullable;

/**
 * Returns the handler of a request for the label {@code view}: a route template, a handler, a
 * class.
 *
 * <p>The filter calls it after the chain has returned, so it may read attributes that the framework
 * left in the request. It must not derive the label from the path, because every path would be a
 * series. A route that the application has set by {@link MetricsFilter#route} has precedence.
 *
 * <pre>{@code
 * RouteResolver templates =
 *     request -> (String) request.getAttribute("org.example.router.template");
 * new MetricsFilter(recorder, templates.orElse(RouteResolver.servletMapping()));
 * }</pre>
 */
@FunctionalInterface
public interface RouteResolver {

  /** Returns the route, or null where nothing matched: the request goes to {@code _UNMATCHED}. */
  @Nullable String route(HttpServletRequest request);

  /** Asks another one where this one knows nothing. */
  default RouteResolver orElse(RouteResolver other) {
    return request -> {
      String route = route(request);
      return route != null ? route : other.route(request);
    };
  }

  /**
   * Returns a resolver to the servlet's mapping, such as {@code /claims/*}. A servlet that is
   * mapped by extension has its name as the route, because {@code *.do} is no route.
   */
  static RouteResolver servletMapping() {
    return request -> {
      HttpServletMapping mapping = request.getHttpServletMapping();
      MappingMatch match = mapping.getMappingMatch();
      if (match == null) {
        // Tomcat has no match for a welcome file, which the servlet at "/" serves.
        return mapping.getServletName().isEmpty() ? null : "/";
      }
      return switch (match) {
        case EXTENSION -> mapping.getServletName();
        case CONTEXT_ROOT, DEFAULT -> "/";
        case EXACT, PATH -> mapping.getPattern();
      };
    };
  }

  /**
   * Returns a resolver to the full name of the servlet's class; it returns null for a servlet that
   * the application does not declare.
   */
  static RouteResolver servletClass() {
    return request -> {
      ServletContext context = request.getServletContext();
      String name = request.getHttpServletMapping().getServletName();
      ServletRegistration servlet = name == null ? null : context.getServletRegistration(name);
      return servlet == null ? null : servlet.getClassName();
    };
  }
}
