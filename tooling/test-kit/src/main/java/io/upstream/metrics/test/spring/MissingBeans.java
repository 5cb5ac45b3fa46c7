package io.upstream.metrics.test.spring;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.guard.Mode;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.util.ClassUtils;

/**
 * Adds what a test's context lacks when all configuration has been read: a recorder, where a slice
 * such as {@code @WebMvcTest} leaves our auto-configuration out, and the page for MockMvc, which
 * knows no servlet but Spring's.
 */
final class MissingBeans implements BeanFactoryPostProcessor, Ordered {

  private static final String REGISTRATION =
      "org.springframework.boot.web.servlet.ServletRegistrationBean";
  private static final String PAGE = "io.upstream.metrics.servlet.MetricsServlet";

  private final ConfigurableApplicationContext context;
  private final Mode mode;

  MissingBeans(ConfigurableApplicationContext context, Mode mode) {
    this.context = context;
    this.mode = mode;
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    BeanDefinitionRegistry registry = (BeanDefinitionRegistry) beans;
    if (beans.getBeanNamesForType(UpstreamRecorder.class, true, false).length == 0) {
      RootBeanDefinition recorder =
          new RootBeanDefinition(UpstreamRecorder.class, () -> recorder(mode));
      recorder.setLazyInit(true);
      registry.registerBeanDefinition("upstreamRecorder", recorder);
    }
    ClassLoader loader = beans.getBeanClassLoader();
    if (ClassUtils.isPresent(REGISTRATION, loader) && ClassUtils.isPresent(PAGE, loader)) {
      MockMvcPage.addTo(context, beans);
    }
  }

  private static UpstreamRecorder recorder(Mode mode) {
    return UpstreamRecorder.builder().jvm(false).mode(mode).build();
  }

  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }
}
