package io.upstream.metrics.sample;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.servlet.ConsoleServlet;
import io.upstream.metrics.servlet.MetricsAccess;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is not the business of any one package. */
@Configuration(proxyBeanMethods = false)
class SampleConfiguration {

  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return Clock.systemUTC();
  }

  /** The console of the servlet adapter; the page at {@code /} reads what it offers. */
  @Bean
  ServletRegistrationBean<ConsoleServlet> console(UpstreamRecorder recorder, MetricsAccess access) {
    return new ServletRegistrationBean<>(new ConsoleServlet(recorder, access), "/console/*");
  }
}
