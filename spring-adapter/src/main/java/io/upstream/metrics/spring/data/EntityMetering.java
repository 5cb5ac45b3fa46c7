package io.upstream.metrics.spring.data;

import io.upstream.metrics.jdbc.ConnectionMetering;
import io.upstream.metrics.jdbc.hibernate.EntityNaming;
import io.upstream.metrics.jdbc.hibernate.UpstreamIntegrator;
import io.upstream.metrics.spring.StartupLog;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.PriorityOrdered;
import org.springframework.orm.jpa.AbstractEntityManagerFactoryBean;

/**
 * Tells each session factory which metered sources are beneath it and how its entities are named,
 * unless the application has told it itself.
 */
public final class EntityMetering implements BeanPostProcessor, PriorityOrdered {

  private final DataSourceMetering sources;
  private final Supplier<EntityNaming> naming;

  /**
   * Has entities counted in place of tables.
   *
   * @param naming asked at the first session factory
   */
  public EntityMetering(DataSourceMetering sources, Supplier<EntityNaming> naming) {
    this.sources = sources;
    this.naming = naming;
  }

  /** Names entities in a context without Boot: by their names, unless a bean says otherwise. */
  static EntityMetering in(DataSourceMetering sources, ObjectProvider<EntityNaming> naming) {
    return new EntityMetering(sources, () -> naming.getIfAvailable(EntityNaming::entityName));
  }

  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  @Override
  public Object postProcessBeforeInitialization(Object bean, String beanName) {
    if (bean instanceof AbstractEntityManagerFactoryBean factory) {
      try {
        Set<ConnectionMetering> beneath = sources.meteredBeneath(factory.getDataSource());
        if (!beneath.isEmpty()) {
          factory.getJpaPropertyMap().put(UpstreamIntegrator.CONNECTION_METERING, beneath);
        }
        factory.getJpaPropertyMap().putIfAbsent(EntityNaming.SETTING, naming.get());
      } catch (RuntimeException | LinkageError e) {
        StartupLog.failed("the entities of " + beanName, e);
      }
    }
    return bean;
  }
}
