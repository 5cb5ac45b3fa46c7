package io.upstream.metrics.jdbc.hibernate;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.event.Events;
import io.upstream.metrics.guard.SafeLogger;
import io.upstream.metrics.jdbc.ConnectionMetering;
import io.upstream.metrics.jdbc.UpstreamDataSource;
import java.lang.System.Logger.Level;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.boot.Metadata;
import org.hibernate.engine.jdbc.connections.spi.ConnectionProvider;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.jspecify.annotations.Nullable;

/**
 * Makes the model counters use entity names: entities that Hibernate inserts, updates and deletes
 * count under their JPA names, such as {@code Claim} in place of {@code t_claim_v2}.
 *
 * <pre>{@code
 * HibernateModels.register(entityManagerFactory.unwrap(SessionFactory.class), recorder);
 * }</pre>
 *
 * <p>The wrapped data source beneath the session factory then leaves these writes to Hibernate and
 * counts the rest itself, under the entity's name where the table is an entity's: bulk statements
 * (once each), native SQL, join tables. With a wrapped data source this call is not needed: {@link
 * UpstreamIntegrator} makes it when the session factory is built.
 */
public final class HibernateModels {

  private static final System.Logger LOG = SafeLogger.of(HibernateModels.class);

  /** The counters by the registry that they listen in; only the registry holds them strongly. */
  private static final Map<EventListenerRegistry, WeakReference<EntityCounter>> COUNTERS =
      Collections.synchronizedMap(new WeakHashMap<>());

  private HibernateModels() {}

  /** Counts the entities of a session factory; doing it twice is harmless. */
  public static void register(SessionFactory factory, UpstreamRecorder recorder) {
    Objects.requireNonNull(recorder, "recorder");
    SessionFactoryImplementor implementor = factory.unwrap(SessionFactoryImplementor.class);
    UpstreamDataSource source = sourceBeneath(implementor);
    if (source == null) {
      LOG.log(
          Level.WARNING,
          "No wrapped data source was found beneath the session factory. If there is one, pass it"
              + " to HibernateModels.register, or every write counts twice: as an entity and as a"
              + " table.");
    }
    register(implementor, recorder, source);
  }

  /**
   * Registers a session factory with a given data source, if the factory does not lead to it, or
   * for each of several data sources to which it routes.
   */
  public static void register(
      SessionFactory factory, UpstreamRecorder recorder, UpstreamDataSource source) {
    register(
        factory.unwrap(SessionFactoryImplementor.class),
        recorder,
        Objects.requireNonNull(source, "source"));
  }

  private static void register(
      SessionFactoryImplementor factory,
      UpstreamRecorder recorder,
      @Nullable UpstreamDataSource source) {
    EntityCounter counter = counter(factory, () -> EntityNames.of(factory), recorder::events);
    if (source != null) {
      counter.count(source::addModels, source::removeModels);
    }
  }

  /** Counts the entities of a session factory that is being built. */
  static void register(
      Metadata metadata, SessionFactoryImplementor factory, UpstreamDataSource source) {
    EntityCounter counter =
        counter(factory, () -> EntityNames.of(metadata, factory), source.recorder()::events);
    counter.count(source::addModels, source::removeModels);
  }

  /**
   * Registers a session factory over sources whose connections are metered where they are opened.
   */
  static void register(
      Metadata metadata,
      SessionFactoryImplementor factory,
      Collection<ConnectionMetering> sources) {
    EntityCounter counter =
        counter(factory, () -> EntityNames.of(metadata, factory), () -> events(sources));
    for (ConnectionMetering source : sources) {
      counter.count(source::addModels, source::removeModels);
    }
  }

  /** Leaves the sources of a session factory that has closed, or that could not be built. */
  static void unregister(SessionFactoryImplementor factory) {
    EntityCounter counter = known(COUNTERS.remove(factory.getEventEngine().getListenerRegistry()));
    if (counter != null) {
      counter.leaveSources();
    }
  }

  /** Returns the events of the first recorder, because one application has one recorder. */
  private static @Nullable Events events(Collection<ConnectionMetering> sources) {
    for (ConnectionMetering each : sources) {
      UpstreamRecorder recorder = each.recorder();
      if (recorder != null) {
        return recorder.events();
      }
    }
    return null;
  }

  /**
   * Returns the counter that listens to the session factory; no lock is held, because this calls
   * Hibernate.
   */
  private static EntityCounter counter(
      SessionFactoryImplementor factory,
      Supplier<EntityNames> names,
      Supplier<@Nullable Events> events) {
    EventListenerRegistry registry = factory.getEventEngine().getListenerRegistry();
    EntityCounter known = known(COUNTERS.get(registry));
    if (known != null) {
      return known;
    }
    EntityCounter counter = new EntityCounter(names.get(), events);
    EntityCounter first = known(COUNTERS.putIfAbsent(registry, new WeakReference<>(counter)));
    if (first != null) {
      return first;
    }
    try {
      registry.appendListeners(EventType.PRE_INSERT, counter);
      registry.appendListeners(EventType.PRE_UPDATE, counter);
      registry.appendListeners(EventType.PRE_DELETE, counter);
      registry.prependListeners(EventType.POST_INSERT, counter);
      registry.prependListeners(EventType.POST_UPDATE, counter);
      registry.prependListeners(EventType.POST_DELETE, counter);
    } catch (RuntimeException | Error e) {
      COUNTERS.remove(registry);
      throw e;
    }
    return counter;
  }

  private static @Nullable EntityCounter known(@Nullable WeakReference<EntityCounter> counter) {
    return counter == null ? null : counter.get();
  }

  /** Finds the metered data source beneath a session factory, through pools and proxies. */
  static @Nullable UpstreamDataSource sourceBeneath(SessionFactoryImplementor factory) {
    try {
      ConnectionProvider provider =
          factory.getServiceRegistry().getService(ConnectionProvider.class);
      if (provider == null || !provider.isUnwrappableAs(DataSource.class)) {
        return null;
      }
      DataSource source = provider.unwrap(DataSource.class);
      return source.isWrapperFor(UpstreamDataSource.class)
          ? source.unwrap(UpstreamDataSource.class)
          : null;
    } catch (Exception unwilling) {
      // The provider or the pool cannot be unwrapped, for example because there is one per tenant.
      return null;
    }
  }
}
