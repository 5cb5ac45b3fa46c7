package io.upstream.metrics.spring.boot;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.servlet.MetricsFilter;
import io.upstream.metrics.servlet.RouteResolver;
import io.upstream.metrics.spring.MetricsInterceptor;
import io.upstream.metrics.spring.SpringRoutes;
import io.upstream.metrics.spring.ViewNaming;
import jakarta.servlet.DispatcherType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Counts and times requests: the filter measures, the interceptor names what served them. */
@AutoConfiguration(after = RecorderAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty(name = "upstream.metrics.http.enabled", matchIfMissing = true)
@EnableConfigurationProperties(HttpProperties.class)
public class HttpAutoConfiguration {

  /** After Boot's own two that every filter depends on, before all that may turn a request away. */
  static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 2;

  /** The routes of what is no controller. */
  @Bean
  @ConditionalOnMissingBean
  public RouteResolver upstreamRouteResolver() {
    return new SpringRoutes();
  }

  /** The filter. */
  @Bean
  @ConditionalOnMissingBean
  public MetricsFilter upstreamMetricsFilter(
      UpstreamRecorder recorder, RouteResolver routes, HttpProperties properties) {
    MetricsFilter filter = new MetricsFilter(recorder, routes);
    return properties.countScrapes() ? filter.countingScrapes() : filter;
  }

  /** Puts the filter before all others, for every path. */
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

  /** The beans that need Spring MVC. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(DispatcherServlet.class)
  static class Handlers {

    @Bean
    @ConditionalOnMissingBean
    ViewNaming upstreamViewNaming(HttpProperties properties) {
      return properties.naming();
    }

    @Bean
    @ConditionalOnMissingBean
    MetricsInterceptor upstreamMetricsInterceptor(UpstreamRecorder recorder, ViewNaming naming) {
      return new MetricsInterceptor(recorder, naming);
    }

    @Bean
    @ConditionalOnMissingBean(name = "upstreamMetricsWebMvcConfigurer")
    WebMvcConfigurer upstreamMetricsWebMvcConfigurer(MetricsInterceptor interceptor) {
      return new WebMvcConfigurer() {
        @Override
        public void addInterceptors(InterceptorRegistry registry) {
          registry.addInterceptor(interceptor).order(Ordered.HIGHEST_PRECEDENCE);
        }
      };
    }
  }
}
