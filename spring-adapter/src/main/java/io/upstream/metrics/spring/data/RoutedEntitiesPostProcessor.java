package io.upstream.metrics.spring.data;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.jdbc.UpstreamDataSource;
import io.upstream.metrics.jdbc.hibernate.HibernateModels;
import jakarta.persistence.EntityManagerFactory;
import java.util.Set;
import java.util.function.Supplier;
import org.hibernate.SessionFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.orm.jpa.EntityManagerFactoryInfo;

/**
 * Where a session factory is routed to several counted sources, has each of them leave entities to
 * Hibernate. Hibernate's own integrator knows but the one that the route leads to at the start, and
 * the writes of the others would count twice.
 */
public final class RoutedEntitiesPostProcessor implements BeanPostProcessor {

  private final Supplier<UpstreamRecorder> recorder;

  /** Counts entities with a recorder, asked for when it is needed. */
  public RoutedEntitiesPostProcessor(Supplier<UpstreamRecorder> recorder) {
    this.recorder = recorder;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    if (bean instanceof EntityManagerFactoryInfo info && bean instanceof EntityManagerFactory jpa) {
      Set<UpstreamDataSource> sources = MeteredSources.beneath(info.getDataSource());
      if (sources.size() > 1) { // asking for the session factory may wait for it
        SessionFactory factory = jpa.unwrap(SessionFactory.class);
        sources.forEach(each -> HibernateModels.register(factory, recorder.get(), each));
      }
    }
    return bean;
  }
}
