package io.upstream.metrics.spring.boot;

import io.upstream.metrics.Settings;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.servlet.MetricsAccess;
import io.upstream.metrics.servlet.MetricsServlet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;

/** Mounts the page. */
@AutoConfiguration(after = RecorderAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty(name = "upstream.metrics.endpoint.enabled", matchIfMissing = true)
@EnableConfigurationProperties(EndpointProperties.class)
public class EndpointAutoConfiguration {

  /** Who may read. */
  @Bean
  @ConditionalOnMissingBean
  public MetricsAccess upstreamMetricsAccess(
      UpstreamRecorder recorder, EndpointProperties properties) {
    return MetricsAccess.from(withProperties(recorder.settings(), properties));
  }

  private static Settings withProperties(Settings settings, EndpointProperties properties) {
    Map<String, String> set = new LinkedHashMap<>();
    if (properties.access() != null) {
      set.put("METRICS_ACCESS", properties.access().name());
    }
    put(set, "METRICS_ALLOWED_IPS", properties.allowedIps());
    put(set, "METRICS_TRUSTED_PROXIES", properties.trustedProxies());
    put(set, "METRICS_AUTH_TOKEN", properties.authToken());
    put(set, "METRICS_ALLOWED_ROLE", properties.allowedRoles());
    if (properties.authTokenFile() != null) {
      set.put("METRICS_AUTH_TOKEN_FILE", properties.authTokenFile());
    }
    return settings.with(set);
  }

  private static void put(Map<String, String> set, String setting, List<String> values) {
    if (!values.isEmpty()) {
      set.put(setting, String.join(",", values));
    }
  }

  /** The page. */
  @Bean
  @ConditionalOnMissingBean
  public MetricsServlet upstreamMetricsServlet(
      UpstreamRecorder recorder, MetricsAccess access, EndpointProperties properties) {
    return new MetricsServlet(recorder, access)
        .atOnce(properties.atOnce(), properties.patience())
        .perMinute(properties.perMinute());
  }

  /** Mounts it. */
  @Bean
  @ConditionalOnMissingBean(name = "upstreamMetricsServletRegistration")
  public ServletRegistrationBean<MetricsServlet> upstreamMetricsServletRegistration(
      MetricsServlet servlet, EndpointProperties properties) {
    ServletRegistrationBean<MetricsServlet> registration =
        new ServletRegistrationBean<>(servlet, properties.path(), properties.path() + "/");
    registration.setName("upstreamMetricsServlet");
    return registration;
  }
}
