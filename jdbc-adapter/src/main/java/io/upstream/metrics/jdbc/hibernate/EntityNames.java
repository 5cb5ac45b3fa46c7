package io.upstream.metrics.jdbc.hibernate;

import io.upstream.metrics.guard.SafeLogger;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.metamodel.EntityType;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.boot.Metadata;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.metamodel.model.domain.EntityDomainType;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/** The names of a session factory's entities, by Hibernate's names and by their tables. */
final class EntityNames {

  private static final System.Logger LOG = SafeLogger.of(EntityNames.class);

  private final EntityNaming naming;
  private final Map<String, String> byEntity = new HashMap<>();
  private final Map<String, String> byTable = new HashMap<>();

  /** By persister's entity; a mapping has as many as it has entities. */
  private final Map<String, Set<String>> tables = new ConcurrentHashMap<>();

  private EntityNames(EntityNaming naming) {
    this.naming = naming;
  }

  /** Reads them from the mapping, before the session factory has a metamodel or runs a script. */
  static EntityNames of(Metadata metadata, SessionFactoryImplementor factory) {
    EntityNames names = new EntityNames(EntityNaming.in(factory.getProperties()));
    for (PersistentClass entity : metadata.getEntityBindings()) {
      String jpa = entity.getJpaEntityName();
      names.add(entity.getEntityName(), jpa == null ? entity.getEntityName() : jpa);
    }
    for (PersistentClass entity : metadata.getEntityBindings()) {
      String table = entity.getTable().getName();
      if (table != null) {
        names.addTable(entity.getEntityName(), table, entity.getSuperclass() == null);
      }
    }
    return names;
  }

  /** Reads them from a session factory that is built. */
  static EntityNames of(SessionFactoryImplementor factory) {
    EntityNames names = new EntityNames(EntityNaming.in(factory.getProperties()));
    EntityManagerFactory standard = factory;
    for (EntityType<?> type : standard.getMetamodel().getEntities()) {
      if (type instanceof EntityDomainType<?> entity) {
        names.add(entity.getHibernateEntityName(), entity.getName());
      }
    }
    factory
        .getMappingMetamodel()
        .forEachEntityDescriptor(
            persister ->
                names.addTable(
                    persister.getEntityName(),
                    persister.getMappedTableDetails().getTableName(),
                    persister.getSuperMappingType() == null));
    return names;
  }

  /** Returns the model's name; Hibernate's own where there is none. */
  String ofEntity(String entityName) {
    return byEntity.getOrDefault(entityName, entityName);
  }

  /**
   * Returns the entity of a table, for a hierarchy in one table its root; null if there is none.
   */
  @Nullable String ofTable(String table) {
    return byTable.get(plain(table));
  }

  /** Returns the tables that an entity is written to, in lower case. */
  Set<String> tablesOf(EntityPersister persister) {
    Set<String> known = tables.get(persister.getEntityName());
    if (known == null) {
      Set<String> read = new HashSet<>();
      for (Object table : persister.getQuerySpaces()) {
        read.add(plain(table.toString()));
      }
      known = Set.copyOf(read);
      tables.put(persister.getEntityName(), known);
    }
    return known;
  }

  private void add(String full, String entity) {
    byEntity.put(full, model(entity, full));
  }

  /**
   * Returns the model of an entity. The naming may be the application's code, and its exception
   * must not end a transaction.
   */
  private String model(String entity, String full) {
    try {
      return Objects.requireNonNullElse(naming.model(entity, full), entity);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      LOG.log(Level.WARNING, "The entity " + entity + " keeps its name: the naming failed.", e);
      return entity;
    }
  }

  private void addTable(String entityName, String table, boolean top) {
    if (top) {
      byTable.put(plain(table), ofEntity(entityName));
    } else {
      byTable.putIfAbsent(plain(table), ofEntity(entityName));
    }
  }

  /**
   * Returns the last identifier in lower case, as far as a table's and a statement's spelling
   * differ.
   */
  private static String plain(String table) {
    String last = table.substring(table.lastIndexOf('.') + 1);
    return last.replaceAll("[\"`\\[\\]]", "").toLowerCase(Locale.ROOT);
  }
}
