package io.upstream.metrics.spring.data;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.jdbc.UpstreamDataSource;
import io.upstream.metrics.jdbc.hibernate.EntityNaming;
import io.upstream.metrics.spring.boot.RecorderAutoConfiguration;
import jakarta.persistence.EntityManagerFactory;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.orm.jpa.EntityManagerFactoryInfo;

/** Counts every {@code DataSource} bean, and what Hibernate writes through it. */
@AutoConfiguration(after = RecorderAutoConfiguration.class)
@ConditionalOnClass({DataSource.class, UpstreamDataSource.class, DelegatingDataSource.class})
@ConditionalOnBean(UpstreamRecorder.class)
@ConditionalOnProperty(name = "upstream.metrics.datasource.enabled", matchIfMissing = true)
@EnableConfigurationProperties(DataSourceMetricsProperties.class)
public class DataSourceMetricsAutoConfiguration {

  /** Static, and with providers: it is there before the beans that it looks at. */
  @Bean
  @ConditionalOnMissingBean
  public static DataSourcePostProcessor upstreamDataSourcePostProcessor(
      ObjectProvider<UpstreamRecorder> recorder,
      ObjectProvider<DataSourceMetricsProperties> properties,
      ListableBeanFactory beans) {
    return new DataSourcePostProcessor(
        recorder::getObject,
        () -> properties.getObject().exclude(),
        () -> {
          Boolean set = properties.getObject().pools();
          return set != null ? set : !Micrometer.isHere(beans);
        });
  }

  /** What only Hibernate needs; over a single data source its integrator does it all. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({
    EntityManagerFactory.class,
    SessionFactory.class,
    EntityManagerFactoryInfo.class
  })
  static class Entities {

    @Bean
    @ConditionalOnMissingBean
    static RoutedEntitiesPostProcessor upstreamRoutedEntitiesPostProcessor(
        ObjectProvider<UpstreamRecorder> recorder) {
      return new RoutedEntitiesPostProcessor(recorder::getObject);
    }

    @Bean
    @ConditionalOnMissingBean
    static EntityNamingPostProcessor upstreamEntityNamingPostProcessor(
        ObjectProvider<EntityNaming> naming,
        ObjectProvider<DataSourceMetricsProperties> properties) {
      return new EntityNamingPostProcessor(
          () -> naming.getIfAvailable(() -> naming(properties.getObject())));
    }

    private static EntityNaming naming(DataSourceMetricsProperties properties) {
      return switch (properties.model()) {
        case ENTITY_NAME -> EntityNaming.entityName();
        case FULL_NAME -> EntityNaming.fullName();
        case APPLICATION -> EntityNaming.ofApplication(properties.application());
      };
    }
  }
}
