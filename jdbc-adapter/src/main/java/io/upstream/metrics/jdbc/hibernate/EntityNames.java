package io.upstream.metrics.jdbc.hibernate;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.metamodel.EntityType;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.model.domain.EntityDomainType;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * What the entities of a session factory are called, by Hibernate's names and by their tables.
 * Looked up when first asked: an integrator is there before the metamodel is.
 */
final class EntityNames {

  private record Maps(Map<String, String> byEntity, Map<String, String> byTable) {}

  private static final System.Logger LOG = System.getLogger(EntityNames.class.getName());

  private final SessionFactoryImplementor factory;
  private final EntityNaming naming;
  private volatile @Nullable Maps maps;

  EntityNames(SessionFactoryImplementor factory) {
    this.factory = factory;
    this.naming = EntityNaming.in(factory.getProperties());
  }

  /** The model's name; Hibernate's own where there is none. */
  String ofEntity(String entityName) {
    return maps().byEntity.getOrDefault(entityName, entityName);
  }

  /** The entity whose table it is, the top one of a hierarchy in one table; else the table. */
  String ofTable(String table) {
    return maps().byTable.getOrDefault(plain(table), table);
  }

  private Maps maps() {
    Maps known = maps;
    if (known == null) {
      known = read();
      maps = known;
    }
    return known;
  }

  private Maps read() {
    Map<String, String> byEntity = new HashMap<>();
    EntityManagerFactory standard = factory;
    for (EntityType<?> type : standard.getMetamodel().getEntities()) {
      if (type instanceof EntityDomainType<?> entity) {
        String full = entity.getHibernateEntityName();
        byEntity.put(full, model(entity.getName(), full));
      }
    }
    Map<String, String> byTable = new HashMap<>();
    factory
        .getMappingMetamodel()
        .forEachEntityDescriptor(persister -> addTable(persister, byEntity, byTable));
    return new Maps(byEntity, byTable);
  }

  /** A naming is the application's: what it throws must not end a transaction. */
  private String model(String entity, String full) {
    try {
      return Objects.requireNonNullElse(naming.model(entity, full), entity);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "The entity " + entity + " keeps its name: the naming failed.", e);
      return entity;
    }
  }

  private static void addTable(
      EntityPersister persister, Map<String, String> byEntity, Map<String, String> byTable) {
    String name = byEntity.getOrDefault(persister.getEntityName(), persister.getEntityName());
    String table = plain(persister.getMappedTableDetails().getTableName());
    if (persister.getSuperMappingType() == null) {
      byTable.put(table, name);
    } else {
      byTable.putIfAbsent(table, name);
    }
  }

  /** The last identifier in lower case, as far as a table's and a statement's spelling differ. */
  private static String plain(String table) {
    String last = table.substring(table.lastIndexOf('.') + 1);
    return last.replaceAll("[\"`\\[\\]]", "").toLowerCase(Locale.ROOT);
  }
}
