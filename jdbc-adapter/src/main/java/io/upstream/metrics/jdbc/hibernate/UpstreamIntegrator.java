package io.upstream.metrics.jdbc.hibernate;

import io.upstream.metrics.jdbc.ConnectionMetering;
import io.upstream.metrics.jdbc.UpstreamDataSource;
import java.util.Collection;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.service.spi.SessionFactoryServiceRegistry;

/**
 * An integrator that Hibernate finds itself: if a session factory is built over a wrapped data
 * source, that source's recorder counts its entities. Over any other data source it does nothing,
 * unless {@link #CONNECTION_METERING} gives the metering of its connections.
 */
public final class UpstreamIntegrator implements Integrator {

  /**
   * The setting of a session factory whose value is a collection of {@link ConnectionMetering}:
   * what meters its connections behind its pools.
   */
  public static final String CONNECTION_METERING = "io.upstream.metrics.connection_metering";

  @Override
  public void integrate(
      Metadata metadata, BootstrapContext bootstrapContext, SessionFactoryImplementor factory) {
    if (factory.getProperties().get(CONNECTION_METERING) instanceof Collection<?> meterings) {
      HibernateModels.register(
          metadata, factory, meterings.stream().map(ConnectionMetering.class::cast).toList());
      return;
    }
    UpstreamDataSource source = HibernateModels.sourceBeneath(factory);
    if (source != null) {
      HibernateModels.register(metadata, factory, source);
    }
  }

  @Override
  public void disintegrate(
      SessionFactoryImplementor factory, SessionFactoryServiceRegistry serviceRegistry) {
    HibernateModels.unregister(factory);
  }
}
