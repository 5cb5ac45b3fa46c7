package io.upstream.metrics.servlet.exchange;

import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.View;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The route of a request, as the two labels that vocabularies use: the handler, and the route
 * template if there is one.
 */
record Route(View view, @Nullable Endpoint template) {

  static final Route UNMATCHED = new Route(View.UNMATCHED, null);

  static Route of(String view, @Nullable String template) {
    return new Route(new View(view), template == null ? null : new Endpoint(template));
  }

  /**
   * Returns whether the route serves files for any path: the servlet at {@code /}, or a framework's
   * handler of {@code /**} or {@code /webjars/**}. A path that such a route does not find is
   * unmatched.
   */
  boolean isCatchAll() {
    String path = view.value();
    return path != null && (path.equals("/") || path.endsWith("/**"));
  }

  /**
   * A bounded cache of an application's routes, which makes each route once. A route that no longer
   * fits in is garbage after the request, so requests for unknown paths cause no memory leak.
   */
  static final class Cache {
    private static final int MAX = 1024;
    private final Map<String, Route> routes = new ConcurrentHashMap<>();

    Route get(String name) {
      Route known = routes.get(name);
      if (known != null) {
        return known;
      }
      Route made = of(name, name.startsWith("/") ? name : null);
      if (routes.size() < MAX) {
        routes.put(name, made);
      }
      return made;
    }
  }
}
