package io.upstream.metrics.jdbc.hibernate;

import io.upstream.metrics.event.Events;
import io.upstream.metrics.jdbc.ModelNaming;
import io.upstream.metrics.label.ModelName;
import io.upstream.metrics.label.SqlOperation;
import java.util.function.Supplier;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.spi.PostDeleteEvent;
import org.hibernate.event.spi.PostDeleteEventListener;
import org.hibernate.event.spi.PostInsertEvent;
import org.hibernate.event.spi.PostInsertEventListener;
import org.hibernate.event.spi.PostUpdateEvent;
import org.hibernate.event.spi.PostUpdateEventListener;
import org.hibernate.event.spi.PreDeleteEvent;
import org.hibernate.event.spi.PreDeleteEventListener;
import org.hibernate.event.spi.PreInsertEvent;
import org.hibernate.event.spi.PreInsertEventListener;
import org.hibernate.event.spi.PreUpdateEvent;
import org.hibernate.event.spi.PreUpdateEventListener;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * Counts entities as Hibernate writes them, and keeps the data source from counting the same writes
 * as tables.
 *
 * <p>Between the "pre" and the "post" event of an entity Hibernate prepares that entity's
 * statements, on this thread: what is prepared in between is ours, however late the batch is
 * executed. Everything else that writes (bulk statements, native SQL, join tables, a delete of an
 * entity that was never loaded) has no such events and is left to the data source. Where the
 * database refuses, the "post" event stays out; then the mark ends with the connection, or with the
 * thread's next entity.
 */
final class EntityCounter
    implements ModelNaming,
        PreInsertEventListener,
        PreUpdateEventListener,
        PreDeleteEventListener,
        PostInsertEventListener,
        PostUpdateEventListener,
        PostDeleteEventListener {

  /** One for all session factories: several may share a data source. */
  private static final ThreadLocal<Boolean> WRITING = new ThreadLocal<>();

  private final transient EntityNames names;
  private final transient Supplier<@Nullable Events> events;

  EntityCounter(SessionFactoryImplementor factory, Supplier<@Nullable Events> events) {
    this.names = new EntityNames(factory);
    this.events = events;
  }

  @Override
  public @Nullable String modelOf(String table) {
    return names.ofTable(table);
  }

  @Override
  public boolean isCountedElsewhere() {
    return WRITING.get() != null;
  }

  @Override
  public void connectionReturned() {
    WRITING.remove();
  }

  @Override
  public boolean onPreInsert(PreInsertEvent event) {
    return begin();
  }

  @Override
  public boolean onPreUpdate(PreUpdateEvent event) {
    return begin();
  }

  @Override
  public boolean onPreDelete(PreDeleteEvent event) {
    return begin();
  }

  @Override
  public void onPostInsert(PostInsertEvent event) {
    written(SqlOperation.INSERT, event.getPersister());
  }

  @Override
  public void onPostUpdate(PostUpdateEvent event) {
    written(SqlOperation.UPDATE, event.getPersister());
  }

  @Override
  public void onPostDelete(PostDeleteEvent event) {
    written(SqlOperation.DELETE, event.getPersister());
  }

  @Override
  public boolean requiresPostCommitHandling(EntityPersister persister) {
    return false;
  }

  /** Never a veto. */
  private boolean begin() {
    WRITING.set(Boolean.TRUE);
    return false;
  }

  private void written(SqlOperation operation, EntityPersister persister) {
    WRITING.remove();
    Events recorded = events.get();
    if (recorded != null) {
      recorded.modelWritten(operation, new ModelName(names.ofEntity(persister.getEntityName())), 1);
    }
  }
}
