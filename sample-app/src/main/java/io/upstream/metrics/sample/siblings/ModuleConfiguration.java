package io.upstream.metrics.sample.siblings;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.event.Vocabulary;
import io.upstream.metrics.vocabularies.module.ModuleRecorder;
import io.upstream.metrics.vocabularies.module.ModuleVocabulary;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The module's names for requests, queries and caches, and its catalogue. */
@Configuration(proxyBeanMethods = false)
@Profile("module")
class ModuleConfiguration {

  @Bean
  Vocabulary moduleVocabulary() {
    return new ModuleVocabulary();
  }

  @Bean
  ModuleRecorder moduleRecorder(UpstreamRecorder recorder) {
    return new ModuleRecorder(recorder);
  }

  @Bean
  WebMvcConfigurer moduleWeb(ModuleActivity activity) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        // The interceptor runs before the gate, because the gate rejects some calls.
        registry.addInterceptor(activity).addPathPatterns("/api/**").order(-1);
      }
    };
  }
}
