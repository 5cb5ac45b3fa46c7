package io.upstream.metrics.it;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.util.ClassUtils;

/** Guards Actuator's endpoints by Boot's own matcher and leaves the rest alone. */
@Configuration(proxyBeanMethods = false)
class GuardsEndpoints {

  @Bean
  SecurityFilterChain chain(HttpSecurity http) throws Exception {
    return http.authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(toAnyEndpoint())
                    .hasRole("METRICS")
                    .anyRequest()
                    .permitAll())
        .httpBasic(Customizer.withDefaults())
        .build();
  }

  /** {@code EndpointRequest.toAnyEndpoint()}, whose package differs between Boot 3 and 4. */
  private static RequestMatcher toAnyEndpoint() {
    String three = "org.springframework.boot.actuate.autoconfigure.security.servlet";
    String four = "org.springframework.boot.security.autoconfigure.actuate.web.servlet";
    String there = ClassUtils.isPresent(four + ".EndpointRequest", null) ? four : three;
    try {
      return (RequestMatcher)
          Class.forName(there + ".EndpointRequest").getMethod("toAnyEndpoint").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
