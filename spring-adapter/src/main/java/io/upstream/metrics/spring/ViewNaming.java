package io.upstream.metrics.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;

/**
 * Names the method of a controller for the label {@code view}.
 *
 * <p>A name is made once for each method and then kept, so it must not depend on the request.
 */
@FunctionalInterface
public interface ViewNaming {

  /**
   * Returns the view of a method, or null to have the route template instead.
   *
   * @param handler the method as the controller declares it
   */
  @Nullable String view(HandlerMethod handler);

  /** Returns a naming by the simple class name, such as {@code ClaimController#list}. */
  static ViewNaming simpleName() {
    return handler -> method(handler.getBeanType().getSimpleName(), handler);
  }

  /**
   * Returns a naming by the full class name, {@code com.example.claims.ClaimController#list}, for
   * controllers that share a name.
   */
  static ViewNaming fullName() {
    return handler -> method(handler.getBeanType().getName(), handler);
  }

  /**
   * Returns a naming by the route template, {@code /claims/{id}}: all methods of one route are one
   * view.
   */
  static ViewNaming routeTemplate() {
    return handler -> null;
  }

  /**
   * Returns a naming like that of the platform's models, {@code upstream.Claim}: the application, a
   * dot and the view, here {@code upstream.ClaimController#list}.
   */
  static ViewNaming ofApplication(String application) {
    return handler -> application + "." + method(handler.getBeanType().getSimpleName(), handler);
  }

  private static String method(String type, HandlerMethod handler) {
    return type + "#" + handler.getMethod().getName();
  }
}
