package io.upstream.metrics.sample.siblings;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.event.Vocabulary;
import io.upstream.metrics.spring.boot.EndpointProperties;
import io.upstream.metrics.vocabularies.fiko.FikoRecorder;
import io.upstream.metrics.vocabularies.fiko.FikoVocabulary;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Fiko's names for requests and queries, and its catalogue; a property moves the page. */
@Configuration(proxyBeanMethods = false)
@Profile("fiko")
class FikoConfiguration {

  @Bean
  Vocabulary fikoVocabulary() {
    return new FikoVocabulary();
  }

  @Bean
  FikoRecorder fikoRecorder(UpstreamRecorder recorder) {
    return new FikoRecorder(recorder);
  }

  @Bean
  WebMvcConfigurer fikoWeb(FikoActivity activity, EndpointProperties endpoint) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        // The interceptor runs before the gate, because the gate rejects some calls.
        registry.addInterceptor(activity).addPathPatterns("/api/**").order(-1);
      }

      /** The page's links, and who knows the platform, still find it at its usual place. */
      @Override
      public void addViewControllers(ViewControllerRegistry registry) {
        registry.addViewController("/metrics").setViewName("forward:" + endpoint.path());
      }
    };
  }
}
