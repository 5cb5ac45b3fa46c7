package io.upstream.metrics.spring;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.core.type.ClassMetadata;
import org.springframework.core.type.MethodMetadata;
import org.springframework.util.ClassUtils;

/**
 * Matches if neither the context nor one of its ancestors has a bean of the type that the method
 * returns.
 */
final class IfMissing implements ConfigurationCondition {

  @Override
  public ConfigurationPhase getConfigurationPhase() {
    return ConfigurationPhase.REGISTER_BEAN;
  }

  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    ConfigurableListableBeanFactory beans = context.getBeanFactory();
    if (beans == null) {
      return true;
    }
    String made =
        metadata instanceof MethodMetadata method
            ? method.getReturnTypeName()
            : ((ClassMetadata) metadata).getClassName();
    Class<?> type = ClassUtils.resolveClassName(made, context.getClassLoader());
    return BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, type, true, false).length
        == 0;
  }
}
