package io.upstream.metrics.jdbc.hibernate;

import io.upstream.metrics.jdbc.UpstreamDataSource;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.service.spi.SessionFactoryServiceRegistry;

/**
 * Found by Hibernate itself: where a session factory is built over a wrapped data source, its
 * entities are counted by that source's recorder. Over any other it does nothing.
 */
public final class UpstreamIntegrator implements Integrator {

  @Override
  public void integrate(
      Metadata metadata, BootstrapContext bootstrapContext, SessionFactoryImplementor factory) {
    UpstreamDataSource source = HibernateModels.sourceBeneath(factory);
    if (source != null) {
      HibernateModels.register(factory, source.recorder(), source);
    }
  }

  @Override
  public void disintegrate(
      SessionFactoryImplementor factory, SessionFactoryServiceRegistry serviceRegistry) {}
}
