package io.upstream.metrics.spring.data;

import io.upstream.metrics.jdbc.hibernate.EntityNaming;
import java.util.function.Supplier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.orm.jpa.AbstractEntityManagerFactoryBean;

/**
 * Tells each session factory how its entities are named, unless the application has told it itself.
 */
public final class EntityNamingPostProcessor implements BeanPostProcessor {

  private final Supplier<EntityNaming> naming;

  /** Names entities by a naming, asked for when it is needed. */
  public EntityNamingPostProcessor(Supplier<EntityNaming> naming) {
    this.naming = naming;
  }

  @Override
  public Object postProcessBeforeInitialization(Object bean, String beanName) {
    if (bean instanceof AbstractEntityManagerFactoryBean factory) {
      factory.getJpaPropertyMap().putIfAbsent(EntityNaming.SETTING, naming.get());
    }
    return bean;
  }
}
