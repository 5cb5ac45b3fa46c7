package io.upstream.metrics.spring;

import io.upstream.metrics.servlet.HealthServlet;
import io.upstream.metrics.servlet.MetricsServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** A mapping of page and health behind Spring's servlet, if it is too late to mount servlets. */
final class PageMapping extends SimpleUrlHandlerMapping {

  PageMapping(String path, MetricsServlet page, HealthServlet health) {
    super(handlers(path, page, health), Ordered.HIGHEST_PRECEDENCE);
  }

  private static Map<String, HttpRequestHandler> handlers(
      String path, MetricsServlet page, HealthServlet health) {
    Map<String, HttpRequestHandler> handlers = new LinkedHashMap<>();
    // Spring matched the whole path, and the page has no paths below it.
    add(handlers, path, (request, response) -> page.service(new AtItsPath(request), response));
    for (String probe : List.of("/health", "/readiness", "/liveness")) {
      add(handlers, path + probe, health::service);
    }
    return handlers;
  }

  private static void add(
      Map<String, HttpRequestHandler> handlers, String path, HttpRequestHandler handler) {
    handlers.put(path, handler);
    handlers.put(path + "/", handler);
  }

  /** A request to a servlet that is mapped at exactly the request's path. */
  private static final class AtItsPath extends HttpServletRequestWrapper {
    AtItsPath(HttpServletRequest request) {
      super(request);
    }

    @Override
    public @Nullable String getPathInfo() {
      return null;
    }
  }
}
