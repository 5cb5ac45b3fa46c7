package io.upstream.metrics.it;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** Leaves the page to its own rules and everything else to a login. */
@Configuration(proxyBeanMethods = false)
class PermitsMetrics {

  @Bean
  SecurityFilterChain chain(HttpSecurity http) throws Exception {
    return http.authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers("/metrics", "/metrics/**")
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .build();
  }
}
