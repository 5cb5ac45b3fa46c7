package io.upstream.metrics.spring;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerMapping;

class SpringRoutesTest {

  private final SpringRoutes routes = new SpringRoutes();

  @Test
  void a_pattern_of_spring_is_the_route() {
    assertThat(routes.route(request(MappingMatch.PATH, DISPATCHER, "/claims/{id:[0-9]+}", false)))
        .isEqualTo("/claims/{id}");
  }

  /** A 405, or a request that Security turned away, where Spring's servlet is at /api/*. */
  @Test
  void what_spring_has_no_handler_for_is_unmatched() {
    assertThat(routes.route(request(MappingMatch.PATH, DISPATCHER, null, false))).isNull();
    assertThat(routes.route(request(MappingMatch.PATH, "com.example.Sub", null, true))).isNull();
    assertThat(routes.route(request(MappingMatch.DEFAULT, DISPATCHER, null, false))).isNull();
  }

  @Test
  void other_servlets_go_by_their_mapping() {
    assertThat(routes.route(request(MappingMatch.PATH, "com.example.Files", null, false)))
        .isEqualTo("/api/*");
  }

  private static final String DISPATCHER = DispatcherServlet.class.getName();

  private static HttpServletRequest request(
      MappingMatch match, String servlet, String pattern, boolean dispatched) {
    HttpServletMapping mapping =
        stub(
            HttpServletMapping.class,
            (method, args) ->
                switch (method.getName()) {
                  case "getMappingMatch" -> match;
                  case "getPattern" -> "/api/*";
                  default -> "a-servlet";
                });
    ServletRegistration registration = stub(ServletRegistration.class, (method, args) -> servlet);
    ServletContext context = stub(ServletContext.class, (method, args) -> registration);
    return stub(
        HttpServletRequest.class,
        (method, args) ->
            switch (method.getName()) {
              case "getHttpServletMapping" -> mapping;
              case "getServletContext" -> context;
              case "getAttribute" ->
                  args[0].equals(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)
                      ? pattern
                      : dispatched ? "a context" : null;
              default -> throw new AssertionError(method);
            });
  }

  private interface Answer {
    Object to(Method method, Object[] args);
  }

  private static <T> T stub(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, args) -> answer.to(method, args)));
  }
}
