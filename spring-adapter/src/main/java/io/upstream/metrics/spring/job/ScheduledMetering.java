package io.upstream.metrics.spring.job;

import io.upstream.metrics.spring.StartupLog;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.Ordered;

/**
 * Replaces Spring's processor of {@code @Scheduled} by {@link MeteredScheduledProcessor}, if it is
 * Spring's own. It finds the processor by its factory method, because the bean's name differs
 * between Spring 6 and 7.
 */
final class ScheduledMetering implements BeanDefinitionRegistryPostProcessor, Ordered {

  private static final String WHAT = "the methods that are @Scheduled";

  private static final String SPRINGS =
      "org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor";

  /** Called by Spring. */
  ScheduledMetering() {}

  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  @Override
  public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
    try {
      for (String name : registry.getBeanDefinitionNames()) {
        BeanDefinition own = registry.getBeanDefinition(name);
        boolean isDeclaredByXml =
            SPRINGS.equals(own.getBeanClassName()) && own.getFactoryMethodName() == null;
        if (isDeclaredByXml) {
          own.setBeanClassName(MeteredScheduledProcessor.class.getName());
        } else if (isSpringsProcessor(own)) {
          RootBeanDefinition metered = new RootBeanDefinition(MeteredScheduledProcessor.class);
          metered.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
          registry.removeBeanDefinition(name);
          registry.registerBeanDefinition(name, metered);
        } else {
          continue;
        }
        StartupLog.counted(WHAT, "their processor is a subclass of Spring's");
        return;
      }
    } catch (RuntimeException | LinkageError e) {
      StartupLog.failed(WHAT, e);
    }
  }

  private static boolean isSpringsProcessor(BeanDefinition definition) {
    return "scheduledAnnotationProcessor".equals(definition.getFactoryMethodName())
        && "org.springframework.scheduling.annotation.SchedulingConfiguration"
            .equals(definition.getFactoryBeanName());
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {}
}
