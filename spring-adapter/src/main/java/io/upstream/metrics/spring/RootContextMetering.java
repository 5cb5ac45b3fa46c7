package io.upstream.metrics.spring;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.context.ConfigurableWebApplicationContext;

/**
 * Counts the data sources, caches and jobs of a root web application context, if the recorder is in
 * the context of a servlet.
 */
final class RootContextMetering
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  /** Called by Spring, which gets the name of the class. */
  RootContextMetering() {}

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    boolean isServlets =
        context instanceof ConfigurableWebApplicationContext web && web.getNamespace() != null;
    if (!isServlets && context.getParent() == null) {
      MeteringRegistrar meterings = new MeteringRegistrar(context.getEnvironment());
      context.addBeanFactoryPostProcessor(
          new BeanDefinitionRegistryPostProcessor() {
            @Override
            public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
              meterings.register(registry);
            }

            @Override
            public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {}
          });
    }
  }
}
