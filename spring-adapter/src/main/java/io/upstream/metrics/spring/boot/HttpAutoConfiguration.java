package io.upstream.metrics.spring.boot;

import io.upstream.metrics.servlet.MetricsFilter;
import io.upstream.metrics.servlet.RouteResolver;
import io.upstream.metrics.spring.FilterConfiguration;
import io.upstream.metrics.spring.MvcConfiguration;
import jakarta.servlet.DispatcherType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;

/** Counts and times requests: the filter measures, the interceptor names what served them. */
@AutoConfiguration(after = RecorderAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty(name = "upstream.metrics.http.enabled", matchIfMissing = true)
@Import(FilterConfiguration.class)
public class HttpAutoConfiguration {

  /** After Boot's own two that every filter depends on, before all that may turn a request away. */
  static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 2;

  /** The names of what serves a request, with Spring MVC. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.springframework.web.servlet.DispatcherServlet")
  @Import(MvcConfiguration.class)
  static class Mvc {}

  /** Returns the routes without Spring MVC, as with Jersey. */
  @Bean
  @ConditionalOnMissingBean
  RouteResolver upstreamServletRoutes() {
    return RouteResolver.servletMapping();
  }

  /** Registers the filter before all others, for every path. */
  @Bean
  @ConditionalOnMissingBean(name = "upstreamMetricsFilterRegistration")
  public FilterRegistrationBean<MetricsFilter> upstreamMetricsFilterRegistration(
      MetricsFilter filter) {
    FilterRegistrationBean<MetricsFilter> registration = new FilterRegistrationBean<>(filter);
    registration.setName("upstreamMetricsFilter");
    registration.setOrder(ORDER);
    registration.setAsyncSupported(true);
    registration.setDispatcherTypes(
        DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
    return registration;
  }
}
