package io.upstream.metrics.spring.data;

import io.upstream.metrics.jdbc.ConnectionMetering;
import io.upstream.metrics.jdbc.hibernate.EntityNaming;
import io.upstream.metrics.jdbc.hibernate.UpstreamIntegrator;
import io.upstream.metrics.spring.FeatureProperties;
import io.upstream.metrics.spring.StartupLog;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.env.Environment;
import org.springframework.orm.jpa.AbstractEntityManagerFactoryBean;

/**
 * Registers each session factory with its metered data sources and its naming of entities, unless
 * the application has registered it itself.
 */
final class EntityMetering implements BeanPostProcessor, PriorityOrdered {

  private final DataSourceMetering sources;
  private final ObjectProvider<EntityNaming> naming;
  private final EntityNaming standard;

  /**
   * @param naming the provider of the naming, used at the first session factory; without a bean the
   *     properties decide
   */
  EntityMetering(
      DataSourceMetering sources, ObjectProvider<EntityNaming> naming, Environment environment) {
    this.sources = sources;
    this.naming = naming;
    FeatureProperties properties = new FeatureProperties(environment);
    String application = properties.text("datasource.application", "upstream");
    this.standard =
        properties.choice(
            "datasource.model",
            "entity-name",
            Map.of(
                "entity-name", EntityNaming.entityName(),
                "full-name", EntityNaming.fullName(),
                "application", EntityNaming.ofApplication(application)));
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
        factory
            .getJpaPropertyMap()
            .putIfAbsent(EntityNaming.SETTING, naming.getIfAvailable(() -> standard));
      } catch (RuntimeException | LinkageError e) {
        StartupLog.failed("the entities of " + beanName, e);
      }
    }
    return bean;
  }
}
