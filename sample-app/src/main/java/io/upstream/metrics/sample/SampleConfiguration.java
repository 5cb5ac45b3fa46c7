package io.upstream.metrics.sample;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.console.ConsoleServlet;
import io.upstream.metrics.servlet.HealthCheck;
import io.upstream.metrics.servlet.MetricsAccess;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans that belong to no single package. */
@Configuration(proxyBeanMethods = false)
class SampleConfiguration {

  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return Clock.systemUTC();
  }

  /** Without it no request can be answered, so the application is not ready without it. */
  @Bean
  HealthCheck database(DataSource dataSource) {
    return HealthCheck.dataSource(dataSource);
  }

  /** Returns the console, whose history the charts of the page at {@code /} are drawn from. */
  @Bean
  ServletRegistrationBean<ConsoleServlet> console(
      UpstreamRecorder recorder, MetricsAccess access, SampleProperties properties) {
    ServletRegistrationBean<ConsoleServlet> console =
        new ServletRegistrationBean<>(
            new ConsoleServlet(recorder, access, ChartData.every(properties.chartInterval())),
            "/console/*");
    console.setLoadOnStartup(1); // the history begins before the first reader comes
    return console;
  }
}
