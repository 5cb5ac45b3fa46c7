package io.upstream.metrics.it;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** The handlers of the cases, a functional route, and a filter that turns requests away. */
@Configuration(proxyBeanMethods = false)
@Import(CaseController.class)
class CaseConfiguration {

  @Bean
  RouterFunction<ServerResponse> functional() {
    return RouterFunctions.route()
        .GET("/function/{id}", request -> ServerResponse.ok().body("hello"))
        .build();
  }

  @Bean
  Filter turningAway() {
    return (request, response, chain) -> {
      if (((HttpServletRequest) request).getRequestURI().startsWith("/forbidden")) {
        ((HttpServletResponse) response).sendError(403);
      } else {
        chain.doFilter(request, response);
      }
    };
  }
}
