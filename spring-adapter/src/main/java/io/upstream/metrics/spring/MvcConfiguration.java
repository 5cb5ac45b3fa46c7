package io.upstream.metrics.spring;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.servlet.RouteResolver;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.handler.MappedInterceptor;

/** The names of what serves a request in Spring MVC, with Boot and without. */
@Configuration(proxyBeanMethods = false)
public class MvcConfiguration {

  /** Returns the routes of handlers that are no controllers. */
  @Bean
  @Conditional(IfMissing.class)
  RouteResolver upstreamRouteResolver() {
    return new SpringRoutes();
  }

  @Bean
  @Conditional(IfMissing.class)
  ViewNaming upstreamViewNaming(Environment environment) {
    FeatureProperties properties = new FeatureProperties(environment);
    return properties.choice(
        "http.view",
        "simple-name",
        Map.of(
            "simple-name", ViewNaming.simpleName(),
            "full-name", ViewNaming.fullName(),
            "route", ViewNaming.routeTemplate(),
            "application",
                ViewNaming.ofApplication(properties.text("http.application", "upstream"))));
  }

  @Bean
  @Conditional(IfMissing.class)
  MetricsInterceptor upstreamMetricsInterceptor(UpstreamRecorder recorder, ViewNaming naming) {
    return new MetricsInterceptor(recorder, naming);
  }

  /**
   * Returns the interceptor as a bean that every handler mapping finds, also in child contexts and
   * if XML declares the mapping.
   */
  @Bean
  MappedInterceptor upstreamMappedInterceptor(MetricsInterceptor interceptor) {
    return new MappedInterceptor(null, interceptor);
  }
}
