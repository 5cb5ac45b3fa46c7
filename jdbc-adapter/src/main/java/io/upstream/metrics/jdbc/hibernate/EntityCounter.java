package io.upstream.metrics.jdbc.hibernate;

import io.upstream.metrics.event.Events;
import io.upstream.metrics.jdbc.model.ModelNaming;
import io.upstream.metrics.label.ModelName;
import io.upstream.metrics.label.SqlOperation;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
 * <p>Between the "pre" and the "post" event of an entity Hibernate prepares and executes (or adds
 * to a batch) that entity's statements, on this thread: a statement on one of its tables in between
 * is the entity's, and the first that was executed counts the entity. Without one, as when only an
 * inverse collection has changed, nothing was written. Everything else that writes (bulk
 * statements, native SQL, join tables, a listener's audit rows, a delete of an entity that was
 * never loaded) is left to the data source. If the database refuses, there is no "post" event; then
 * the failure ends the write.
 *
 * <p>It is the last of the "pre" listeners and the first of the "post" listeners, so that only
 * Hibernate runs between them. The thread-local state references neither this object nor the
 * session factory.
 */
final class EntityCounter
    implements ModelNaming,
        PreInsertEventListener,
        PreUpdateEventListener,
        PreDeleteEventListener,
        PostInsertEventListener,
        PostUpdateEventListener,
        PostDeleteEventListener {

  /** An entity that is being written. */
  private static final class Write {
    final SqlOperation operation;
    final String model;
    final Set<String> tables;
    boolean counted;

    Write(SqlOperation operation, String model, Set<String> tables) {
      this.operation = operation;
      this.model = model;
      this.tables = tables;
    }
  }

  private final transient EntityNames names;
  private final transient Supplier<@Nullable Events> events;
  private final transient Queue<Consumer<ModelNaming>> sources = new ConcurrentLinkedQueue<>();

  /** One for each session factory, because several may share a data source. */
  @SuppressWarnings("ThreadLocalUsage")
  private final transient ThreadLocal<Write> current = new ThreadLocal<>();

  /** Returns whether a metered source reports the executed statements. */
  private transient volatile boolean metered;

  EntityCounter(EntityNames names, Supplier<@Nullable Events> events) {
    this.names = names;
    this.events = events;
  }

  /** Counts over a metered source, until it leaves that. */
  void count(Consumer<ModelNaming> add, Consumer<ModelNaming> remove) {
    metered = true;
    sources.add(remove);
    add.accept(this);
  }

  void leaveSources() {
    sources.forEach(each -> each.accept(this));
    sources.clear();
  }

  @Override
  public @Nullable String modelOf(String table) {
    return names.ofTable(table);
  }

  @Override
  public boolean isWriting(@Nullable String table) {
    Write write = current.get();
    return write != null && (table == null || write.tables.contains(table));
  }

  @Override
  public void written() {
    Write write = current.get();
    if (write != null && !write.counted) {
      write.counted = true;
      count(write.operation, write.model);
    }
  }

  @Override
  public void ended() {
    current.remove();
  }

  @Override
  public boolean onPreInsert(PreInsertEvent event) {
    return begin(SqlOperation.INSERT, event.getPersister());
  }

  @Override
  public boolean onPreUpdate(PreUpdateEvent event) {
    return begin(SqlOperation.UPDATE, event.getPersister());
  }

  @Override
  public boolean onPreDelete(PreDeleteEvent event) {
    return begin(SqlOperation.DELETE, event.getPersister());
  }

  @Override
  public void onPostInsert(PostInsertEvent event) {
    end(SqlOperation.INSERT, event.getPersister());
  }

  @Override
  public void onPostUpdate(PostUpdateEvent event) {
    end(SqlOperation.UPDATE, event.getPersister());
  }

  @Override
  public void onPostDelete(PostDeleteEvent event) {
    end(SqlOperation.DELETE, event.getPersister());
  }

  @Override
  public boolean requiresPostCommitHandling(EntityPersister persister) {
    return false;
  }

  /** Begins a write; returns false, because this listener never vetoes. */
  private boolean begin(SqlOperation operation, EntityPersister persister) {
    if (metered) {
      String model = names.ofEntity(persister.getEntityName());
      current.set(new Write(operation, model, names.tablesOf(persister)));
    }
    return false;
  }

  private void end(SqlOperation operation, EntityPersister persister) {
    if (metered) {
      current.remove();
    } else {
      count(operation, names.ofEntity(persister.getEntityName()));
    }
  }

  private void count(SqlOperation operation, String model) {
    Events recorded = events.get();
    if (recorded != null) {
      recorded.modelWritten(operation, new ModelName(model), 1);
    }
  }
}
