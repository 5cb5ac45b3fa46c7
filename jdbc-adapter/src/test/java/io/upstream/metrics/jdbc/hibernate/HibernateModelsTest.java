package io.upstream.metrics.jdbc.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.jdbc.UpstreamDataSource;
import io.upstream.metrics.testing.PageText;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.cfg.Configuration;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostInsertEvent;
import org.hibernate.event.spi.PostInsertEventListener;
import org.hibernate.persister.entity.EntityPersister;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on Hibernate 6.6 here and on 7 in integration-tests. */
class HibernateModelsTest {

  private final UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build();
  private final UpstreamDataSource source = UpstreamDataSource.wrap(h2(), "claims", recorder);
  private SessionFactory factory;

  @AfterEach
  void close() {
    if (factory != null) {
      factory.close();
    }
    recorder.close();
  }

  @Test
  void entities_count_under_their_jpa_names() {
    factory = factory(source, Map.of());
    inTransaction(
        session -> {
          session.persist(new Claim(1));
          session.persist(new Claim(2));
        });
    inTransaction(session -> session.find(Claim.class, 1).amount = 5);
    inTransaction(session -> session.remove(session.find(Claim.class, 2)));
    assertThat(inserts()).isEqualTo(Map.of("Claim", 2.0));
    assertThat(updates()).isEqualTo(Map.of("Claim", 1.0));
    assertThat(deletes()).isEqualTo(Map.of("Claim", 1.0));
  }

  @Test
  void a_batch_of_entities_counts_each_once() {
    factory = factory(source, Map.of("hibernate.jdbc.batch_size", "20"));
    inTransaction(
        session -> {
          for (int i = 0; i < 50; i++) {
            session.persist(new Claim(i));
          }
        });
    assertThat(inserts()).isEqualTo(Map.of("Claim", 50.0));
    assertThat(PageText.of(recorder::writePage).sum("django_db_execute_many_total")).isEqualTo(50);
  }

  @Test
  void an_entity_in_two_tables_is_written_once() {
    factory = factory(source, Map.of());
    inTransaction(
        session -> {
          Remit remit = new Remit();
          remit.id = 7;
          remit.payer = "a";
          session.persist(remit);
        });
    assertThat(inserts()).isEqualTo(Map.of("Remittance", 1.0));
  }

  @Test
  void a_generated_identity_counts_once() {
    factory = factory(source, Map.of());
    inTransaction(session -> session.persist(new Letter()));
    assertThat(inserts()).isEqualTo(Map.of("Letter", 1.0));
  }

  @Test
  void a_bulk_statement_counts_once_by_entity() {
    factory = factory(source, Map.of());
    inTransaction(
        session -> {
          for (int i = 0; i < 3; i++) {
            session.persist(new Claim(i));
          }
        });
    inTransaction(
        session ->
            assertThat(session.createMutationQuery("update Claim set amount = 9").executeUpdate())
                .isEqualTo(3));
    inTransaction(
        session ->
            assertThat(session.createMutationQuery("delete from Claim").executeUpdate())
                .isEqualTo(3));
    assertThat(inserts()).isEqualTo(Map.of("Claim", 3.0));
    assertThat(updates()).isEqualTo(Map.of("Claim", 1.0));
    assertThat(deletes()).isEqualTo(Map.of("Claim", 1.0));
  }

  @Test
  void native_sql_counts_by_entity_or_table() {
    factory = factory(source, Map.of());
    inTransaction(
        session ->
            session
                .createNativeMutationQuery("insert into T_CLAIM_V2 (id, amount) values (1, 1)")
                .executeUpdate());
    inTransaction(
        session -> {
          session.createNativeMutationQuery("create table scratch (id int)").executeUpdate();
          session.createNativeMutationQuery("insert into scratch values (1)").executeUpdate();
        });
    assertThat(inserts()).isEqualTo(Map.of("Claim", 1.0, "scratch", 1.0));
  }

  @Test
  void an_entitys_collection_table_counts_under_the_table() {
    factory = factory(source, Map.of());
    inTransaction(
        session -> {
          Letter letter = new Letter();
          letter.tags.add("late");
          session.persist(letter);
        });
    assertThat(inserts()).isEqualTo(Map.of("Letter", 1.0, "letter_tags", 1.0));
  }

  @Test
  void a_refused_entity_does_not_affect_later_statements() {
    factory = factory(source, Map.of());
    inTransaction(session -> session.persist(new Claim(1)));
    assertThatThrownBy(() -> inTransaction(session -> session.persist(new Claim(1))))
        .isInstanceOf(RuntimeException.class);
    inTransaction(
        session -> session.createMutationQuery("update Claim set amount = 9").executeUpdate());
    assertThat(inserts()).isEqualTo(Map.of("Claim", 1.0));
    assertThat(updates()).isEqualTo(Map.of("Claim", 1.0));
  }

  @Test
  void registering_by_hand_twice_is_harmless() {
    factory = factory(opaque(source), Map.of());
    inTransaction(session -> session.persist(new Claim(1)));
    assertThat(inserts()).isEqualTo(Map.of("t_claim_v2", 1.0));

    HibernateModels.register(factory, recorder, source);
    HibernateModels.register(factory, recorder, source);
    inTransaction(session -> session.persist(new Claim(2)));
    assertThat(inserts()).isEqualTo(Map.of("t_claim_v2", 1.0, "Claim", 1.0));
  }

  @Test
  void manual_registration_finds_sources_behind_pools() {
    HikariConfig config = new HikariConfig();
    config.setDataSource(source);
    config.setMaximumPoolSize(2);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      factory = factory(pool, Map.of());
      HibernateModels.register(factory, recorder);
      inTransaction(session -> session.persist(new Claim(1)));
      assertThat(inserts()).isEqualTo(Map.of("Claim", 1.0));
      factory.close();
    }
  }

  @Test
  void a_session_factory_over_another_source_is_unchanged() {
    factory = factory(h2(), Map.of());
    inTransaction(session -> session.persist(new Claim(1)));
    assertThat(inserts()).isEmpty();
  }

  @Test
  void a_closed_session_factory_releases_the_source() throws Exception {
    factory = factory(source, Map.of());
    inTransaction(session -> session.persist(new Claim(1)));
    factory.close();

    execute("insert into t_claim_v2 (id, amount) values (2, 1)");
    execute("insert into t_claim_v2 (id, amount) values (3, 1)");
    execute("update t_claim_v2 set amount = 2");

    assertThat(inserts()).isEqualTo(Map.of("Claim", 1.0, "t_claim_v2", 2.0));
    assertThat(updates()).isEqualTo(Map.of("t_claim_v2", 1.0));
  }

  @Test
  void a_failed_session_factory_releases_the_source() throws Exception {
    assertThatThrownBy(() -> factory(source, Map.of("hibernate.hbm2ddl.auto", "validate")))
        .isInstanceOf(RuntimeException.class);
    execute("create table t_claim_v2 (id int)");
    execute("insert into t_claim_v2 values (1)");
    assertThat(inserts()).isEqualTo(Map.of("t_claim_v2", 1.0));
  }

  @Test
  void session_factories_sharing_a_source_name_their_entities() {
    factory = factory(source, Map.of());
    Configuration other = new Configuration().addAnnotatedClass(Owner.class);
    other.addAnnotatedClass(Pet.class);
    other.getProperties().put("jakarta.persistence.nonJtaDataSource", source);
    other.setProperty("hibernate.hbm2ddl.auto", "create");
    try (SessionFactory second = other.buildSessionFactory()) {
      inTransaction(
          session -> session.createMutationQuery("update Claim set amount = 9").executeUpdate());
      second.inTransaction(session -> session.persist(new Owner(1)));
      second.inTransaction(
          session -> session.createMutationQuery("update Owner set name = 'a'").executeUpdate());
    }
    inTransaction(session -> session.persist(new Claim(1)));
    assertThat(inserts()).isEqualTo(Map.of("Claim", 1.0, "Owner", 1.0));
    assertThat(updates()).isEqualTo(Map.of("Claim", 1.0, "Owner", 1.0));
  }

  @Test
  void a_refused_stateless_insert_does_not_affect_later() {
    factory = factory(source, Map.of());
    inTransaction(session -> session.persist(new Claim(1)));
    try (StatelessSession session = factory.openStatelessSession()) {
      session.beginTransaction();
      assertThatThrownBy(() -> session.insert(new Claim(1))).isInstanceOf(RuntimeException.class);
      session
          .createNativeMutationQuery("insert into t_claim_v2 (id, amount) values (2, 1)")
          .executeUpdate();
      session.getTransaction().rollback();
    }
    assertThat(inserts()).isEqualTo(Map.of("Claim", 2.0));
  }

  @Test
  void a_stateless_insert_counts_once_under_the_entity() {
    factory = factory(source, Map.of());
    try (StatelessSession session = factory.openStatelessSession()) {
      session.beginTransaction();
      session.insert(new Claim(1));
      session.getTransaction().commit();
    }
    assertThat(inserts()).isEqualTo(Map.of("Claim", 1.0));
  }

  @Test
  void a_listeners_rows_count_by_table() throws Exception {
    factory = factory(source, Map.of());
    execute("create table audit (id int)");
    factory
        .unwrap(SessionFactoryImplementor.class)
        .getEventEngine()
        .getListenerRegistry()
        .appendListeners(
            EventType.POST_INSERT,
            new PostInsertEventListener() {
              @Override
              public void onPostInsert(PostInsertEvent event) {
                event.getSession().doWork(HibernateModelsTest::audit);
              }

              @Override
              public boolean requiresPostCommitHandling(EntityPersister persister) {
                return false;
              }
            });
    inTransaction(
        session -> {
          session.persist(new Claim(1));
          session.persist(new Claim(2));
        });
    assertThat(inserts()).isEqualTo(Map.of("Claim", 2.0, "audit", 2.0));
  }

  private static void audit(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("insert into audit values (1)");
    }
  }

  @Test
  void an_update_without_a_statement_is_none() {
    factory = factory(source, Map.of(), Owner.class, Pet.class);
    inTransaction(
        session -> {
          session.persist(new Owner(1));
          session.persist(new Pet(1));
        });
    inTransaction(session -> session.find(Owner.class, 1).pets.add(session.find(Pet.class, 1)));
    assertThat(updates()).isEmpty();
    inTransaction(session -> session.find(Owner.class, 1).name = "a");
    assertThat(updates()).isEqualTo(Map.of("Owner", 1.0));
  }

  @Test
  void rows_of_the_init_script_count_by_entity(@TempDir Path directory) throws Exception {
    Path script =
        Files.writeString(
            directory.resolve("init.sql"), "insert into t_claim_v2 (id, amount) values (7, 1);\n");
    factory =
        factory(source, Map.of("jakarta.persistence.sql-load-script-source", script.toString()));
    execute("insert into t_claim_v2 (id, amount) values (8, 1)");
    assertThat(inserts()).isEqualTo(Map.of("Claim", 2.0));
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Map<String, Double> inserts() {
    return PageText.of(recorder::writePage).by("django_model_inserts_total", "model");
  }

  private Map<String, Double> updates() {
    return PageText.of(recorder::writePage).by("django_model_updates_total", "model");
  }

  private Map<String, Double> deletes() {
    return PageText.of(recorder::writePage).by("django_model_deletes_total", "model");
  }

  private void inTransaction(Consumer<Session> work) {
    factory.inTransaction(work);
  }

  private static SessionFactory factory(
      DataSource source, Map<String, String> settings, Class<?>... more) {
    Configuration configuration = new Configuration();
    for (Class<?> each : more) {
      configuration.addAnnotatedClass(each);
    }
    configuration
        .addAnnotatedClass(Claim.class)
        .addAnnotatedClass(Payment.class)
        .addAnnotatedClass(Remit.class)
        .addAnnotatedClass(Letter.class);
    configuration.getProperties().put("jakarta.persistence.nonJtaDataSource", source);
    configuration.setProperty("hibernate.hbm2ddl.auto", "create");
    settings.forEach(configuration::setProperty);
    return configuration.buildSessionFactory();
  }

  private static DataSource h2() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    return source;
  }

  /** A source that cannot be looked through. */
  private static DataSource opaque(DataSource source) {
    return (DataSource)
        Proxy.newProxyInstance(
            HibernateModelsTest.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, args) ->
                switch (method.getName()) {
                  case "isWrapperFor" -> false;
                  default -> method.invoke(source, args);
                });
  }

  @Entity(name = "Claim")
  @Table(name = "t_claim_v2")
  static class Claim {
    @Id int id;
    int amount;

    Claim() {}

    Claim(int id) {
      this.id = id;
    }
  }

  @Entity
  @Inheritance(strategy = InheritanceType.JOINED)
  static class Payment {
    @Id int id;
  }

  @Entity(name = "Remittance")
  static class Remit extends Payment {
    String payer;
  }

  @Entity(name = "Owner")
  @Table(name = "t_owner")
  static class Owner {
    @Id int id;
    String name;

    @OneToMany(mappedBy = "owner")
    List<Pet> pets = new ArrayList<>();

    Owner() {}

    Owner(int id) {
      this.id = id;
    }
  }

  @Entity(name = "Pet")
  static class Pet {
    @Id int id;
    @ManyToOne Owner owner;

    Pet() {}

    Pet(int id) {
      this.id = id;
    }
  }

  @Entity(name = "Letter")
  static class Letter {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Integer id;

    @ElementCollection
    @jakarta.persistence.CollectionTable(name = "letter_tags")
    Set<String> tags = new HashSet<>();
  }
}
