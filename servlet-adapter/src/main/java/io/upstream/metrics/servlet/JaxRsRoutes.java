package io.upstream.metrics.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import java.lang.reflect.AnnotatedElement;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes the templates of Jakarta REST's {@code @Path} the view: {@code /claims/{id}}.
 *
 * <p>Register the class where the application registers its resources. A sub-resource, whose class
 * has no path of its own, stays with the servlet's mapping.
 */
public final class JaxRsRoutes implements ContainerRequestFilter {

  /** {@code {id: [0-9]+}} is the template {@code {id}}. */
  private static final Pattern EXPRESSION =
      Pattern.compile("\\{\\s*([\\w.-]+)\\s*(?::(?:[^{}]|\\{[^{}]*\\})*)?\\}");

  @Context private @Nullable ResourceInfo resource;
  @Context private @Nullable HttpServletRequest request;

  /** Creates the filter for the REST implementation, which injects the fields. */
  public JaxRsRoutes() {}

  @Override
  public void filter(ContainerRequestContext context) {
    HttpServletRequest http = request;
    String template = resource == null ? null : template(resource);
    if (http != null && template != null) {
      MetricsFilter.route(http, template);
    }
  }

  private static @Nullable String template(ResourceInfo resource) {
    if (resource.getResourceClass() == null || resource.getResourceMethod() == null) {
      return null;
    }
    String outer = path(resource.getResourceClass());
    return outer == null ? null : join(outer, path(resource.getResourceMethod()));
  }

  private static @Nullable String path(AnnotatedElement element) {
    Path path = element.getAnnotation(Path.class);
    return path == null ? null : path.value();
  }

  /** Joins two paths, with one slash before each segment and none after the last. */
  static String join(String outer, @Nullable String inner) {
    String plain =
        EXPRESSION.matcher("/" + outer + "/" + (inner == null ? "" : inner)).replaceAll("{$1}");
    String single = plain.replaceAll("/+", "/");
    return single.length() > 1 && single.endsWith("/")
        ? single.substring(0, single.length() - 1)
        : single;
  }
}
