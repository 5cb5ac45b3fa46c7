package io.upstream.metrics.spring;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.servlet.MetricsFilter;
import io.upstream.metrics.servlet.RouteResolver;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The filter that counts and times requests, with Boot and without. */
@Configuration(proxyBeanMethods = false)
public class FilterConfiguration {

  @Bean
  @Conditional(IfMissing.class)
  MetricsFilter upstreamMetricsFilter(
      UpstreamRecorder recorder, RouteResolver routes, Environment environment) {
    MetricsFilter filter = new MetricsFilter(recorder, routes);
    return new FeatureProperties(environment).isOn("http.count-scrapes", false)
        ? filter.countingScrapes()
        : filter;
  }
}
