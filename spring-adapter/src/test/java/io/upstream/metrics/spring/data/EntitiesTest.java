package io.upstream.metrics.spring.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.jdbc.hibernate.EntityNaming;
import io.upstream.metrics.spring.Apps;
import io.upstream.metrics.spring.data.DataSourceApp.Route;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;

/** Counts the writes of Hibernate, and those that go around it. */
class EntitiesTest {

  private ConfigurableApplicationContext context;

  @AfterEach
  void close() {
    if (context != null) {
      context.close();
    }
  }

  @Test
  void entities_and_bulk_statements_count_once() {
    context = Apps.start(App.class);
    everything();
  }

  @Test
  void behind_a_lazy_source_it_is_the_same() {
    context = Apps.start(Lazy.class);
    everything();
  }

  @Test
  void behind_a_routing_source_entities_count_by_hibernate() {
    context = Apps.start(Routing.class);
    Route route = context.getBean(Route.class);
    route.route("archive");
    new JdbcTemplate(route).execute("create table t_claim_v2 (id int primary key, amount int)");
    everything();
    route.route("claims");
    inTransaction(jpa -> jpa.persist(new Claim(7)));
    assertThat(written("inserts")).isEqualTo(Map.of("{model=\"Claim\"}", 4.0));
  }

  @Test
  void without_hibernates_events_the_sql_decides() {
    context = Apps.start(App.class);
    JdbcTemplate jdbc = new JdbcTemplate(context.getBean(DataSource.class));
    jdbc.execute("create table scratch (id int)");
    jdbc.update("insert into scratch values (1)");
    jdbc.update("insert into T_CLAIM_V2 (id, amount) values (9, 1)");
    assertThat(written("inserts"))
        .isEqualTo(Map.of("{model=\"scratch\"}", 1.0, "{model=\"Claim\"}", 1.0));
  }

  @Test
  void a_property_selects_the_platforms_model_names() {
    context = Apps.start(App.class, "upstream.metrics.datasource.model=application");
    everything("upstream.Claim");
  }

  @Test
  void another_has_them_named_in_full() {
    context = Apps.start(App.class, "upstream.metrics.datasource.model=full-name");
    everything(Claim.class.getName());
  }

  @Test
  void a_bean_names_models_as_it_likes() {
    context = Apps.start(Named.class);
    everything("Claim.of_ours");
  }

  @Test
  void a_failing_naming_keeps_the_entitys_name() {
    context = Apps.start(NamedByNobody.class);
    everything();
  }

  private void everything() {
    everything("Claim");
  }

  private void everything(String model) {
    inTransaction(
        jpa -> {
          for (int i = 0; i < 3; i++) {
            jpa.persist(new Claim(i));
          }
        });
    inTransaction(jpa -> jpa.find(Claim.class, 1).amount = 5);
    inTransaction(jpa -> jpa.remove(jpa.find(Claim.class, 2)));
    inTransaction(jpa -> jpa.createQuery("update Claim set amount = 9").executeUpdate());
    assertThat(written("inserts")).isEqualTo(Map.of("{model=\"" + model + "\"}", 3.0));
    assertThat(written("updates")).isEqualTo(Map.of("{model=\"" + model + "\"}", 2.0));
    assertThat(written("deletes")).isEqualTo(Map.of("{model=\"" + model + "\"}", 1.0));
  }

  private Map<String, Double> written(String how) {
    return Apps.numbers(context).family("django_model_" + how + "_total");
  }

  private void inTransaction(Consumer<EntityManager> work) {
    EntityManager jpa = context.getBean(EntityManagerFactory.class).createEntityManager();
    try {
      jpa.getTransaction().begin();
      work.accept(jpa);
      jpa.getTransaction().commit();
    } finally {
      jpa.close();
    }
  }

  @Configuration
  @EnableAutoConfiguration
  @AutoConfigurationPackage(basePackageClasses = Claim.class)
  static class App {}

  @Configuration
  static class Named extends App {
    @Bean
    EntityNaming naming() {
      return (entity, type) -> entity + ".of_ours";
    }
  }

  @Configuration
  static class NamedByNobody extends App {
    @Bean
    EntityNaming naming() {
      return (entity, type) -> {
        throw new AssertionError("no name");
      };
    }
  }

  @Configuration
  static class Lazy extends App {
    @Bean
    DataSource claims() {
      return DataSourceApp.h2();
    }

    @Bean
    @Primary
    LazyConnectionDataSourceProxy lazy(DataSource claims) {
      return new LazyConnectionDataSourceProxy(claims);
    }
  }

  @Configuration
  static class Routing extends App {
    @Bean
    DataSource claims() {
      return DataSourceApp.h2();
    }

    @Bean
    DataSource archive() {
      return DataSourceApp.h2();
    }

    @Bean
    @Primary
    Route routing(DataSource claims, DataSource archive) {
      return new Route(claims, archive);
    }
  }
}
