package io.upstream.metrics.spring.data;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.jdbc.UpstreamDataSource;
import io.upstream.metrics.jdbc.hibernate.EntityNaming;
import io.upstream.metrics.spring.RecorderHolder;
import io.upstream.metrics.spring.boot.RecorderAutoConfiguration;
import jakarta.persistence.EntityManagerFactory;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.orm.jpa.EntityManagerFactoryInfo;

/** Counts every {@code DataSource} bean, and what Hibernate writes through it. */
@AutoConfiguration(after = RecorderAutoConfiguration.class)
@ConditionalOnClass({DataSource.class, UpstreamDataSource.class, DelegatingDataSource.class})
@ConditionalOnBean(UpstreamRecorder.class)
@ConditionalOnProperty(name = "upstream.metrics.datasource.enabled", matchIfMissing = true)
@EnableConfigurationProperties(DataSourceMetricsProperties.class)
public class DataSourceMetricsAutoConfiguration {

  /** Static, and without beans: it is there before the beans that it looks at. */
  @Bean
  @ConditionalOnMissingBean
  public static DataSourceMetering upstreamDataSourceMetering(
      RecorderHolder recorder, ConfigurableListableBeanFactory beans, Environment environment) {
    DataSourceMetricsProperties properties = DataSourceMetricsProperties.in(environment);
    Boolean gauges = properties.pools();
    return new DataSourceMetering(
        recorder,
        beans,
        properties.exclude(),
        () -> gauges != null ? gauges : !Micrometer.isHere(beans));
  }

  /** The beans that need Hibernate. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({
    EntityManagerFactory.class,
    SessionFactory.class,
    EntityManagerFactoryInfo.class
  })
  static class Entities {

    @Bean
    @ConditionalOnMissingBean
    static EntityMetering upstreamEntityMetering(
        DataSourceMetering sources, ObjectProvider<EntityNaming> naming, Environment environment) {
      return new EntityMetering(
          sources,
          () -> naming.getIfAvailable(() -> DataSourceMetricsProperties.in(environment).naming()));
    }
  }
}
