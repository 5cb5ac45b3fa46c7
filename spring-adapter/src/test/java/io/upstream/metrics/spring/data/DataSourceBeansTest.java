package io.upstream.metrics.spring.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariDataSource;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.event.Events;
import io.upstream.metrics.event.Families;
import io.upstream.metrics.event.Vocabulary;
import io.upstream.metrics.spring.RecorderCustomizer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;

/** Checks that data sources of a Boot application count and stay the objects that they are. */
class DataSourceBeansTest extends DataSourceApp {

  @Test
  void boots_pool_counts_and_keeps_its_identity() throws SQLException {
    HikariDataSource source =
        start(Plain.class, "spring.datasource.hikari.maximum-pool-size=1")
            .getBean(HikariDataSource.class);
    ask(source);

    assertThat(executed()).isEqualTo(Map.of("dataSource", 1.0));
    assertThat(source.getClass()).isEqualTo(HikariDataSource.class);
    assertThat(context.getBean(DataSource.class)).isSameAs(source);
    assertThat(source.getDriverClassName()).isEqualTo("org.h2.Driver");
    assertThat(source.getDataSourceProperties()).isEmpty();
    assertThat(DataSourceUnwrapper.unwrap(source, HikariConfigMXBean.class, HikariDataSource.class))
        .isNotNull();
    try (Connection held = source.getConnection()) {
      assertThat(held.isWrapperFor(org.h2.jdbc.JdbcConnection.class)).isTrue();
      assertThat(opened("dataSource"))
          .isEqualTo(source.getHikariPoolMXBean().getTotalConnections());
    }
  }

  @Test
  void closing_the_context_closes_the_pool() throws SQLException {
    HikariDataSource pool =
        start(Plain.class).getBean(DataSource.class).unwrap(HikariDataSource.class);
    context.close();
    assertThat(pool.isClosed()).isTrue();
  }

  @Test
  void an_embedded_database_is_still_one() {
    start(Embedded.class);
    ask(context.getBean(EmbeddedDatabase.class));
    assertThat(executed()).isEqualTo(Map.of("embedded", 1.0));
  }

  @Test
  void settings_and_names_may_come_from_the_database() {
    start(CustomizedFromDatabase.class);
    ask(context.getBean(DataSource.class));
    assertThat(executed()).isEqualTo(Map.of("dataSource", 1.0));
    assertThat(opened("dataSource")).isPositive();
  }

  @Test
  void what_an_early_bean_needs_counts() {
    start(NeededEarly.class);
    ask(context.getBean(DataSource.class));
    assertThat(executed()).isEqualTo(Map.of("claims", 1.0));
  }

  @Test
  void a_circle_of_references_sees_one_object() {
    start(Circle.class, "spring.main.allow-circular-references=true");
    DataSource source = context.getBean(DataSource.class);
    assertThat(context.getBean(Neighbour.class).source).isSameAs(source);
    ask(source);
    assertThat(executed()).isEqualTo(Map.of("circular", 1.0));
  }

  @Test
  void the_native_image_flag_changes_nothing() {
    System.setProperty("org.graalvm.nativeimage.imagecode", "runtime");
    try {
      start(Two.class);
      ask(context.getBean("archive", DataSource.class));
      assertThat(executed()).isEqualTo(Map.of("archive", 1.0));
    } finally {
      System.clearProperty("org.graalvm.nativeimage.imagecode");
    }
  }

  @Configuration
  static class Embedded extends Plain {
    @Bean
    EmbeddedDatabase embedded() {
      return new EmbeddedDatabaseBuilder()
          .setType(EmbeddedDatabaseType.H2)
          .generateUniqueName(true)
          .build();
    }
  }

  @Configuration
  static class CustomizedFromDatabase extends Plain {
    @Bean
    RecorderCustomizer fromDatabase(JdbcTemplate database) {
      return builder ->
          builder.setting(
              "METRICS_BUDGET_CUSTOMER_ID",
              String.valueOf(database.queryForObject("select 7", Integer.class)));
    }

    @Bean
    Vocabulary namesFromDatabase(JdbcTemplate database) {
      database.execute("create table names (name varchar)");
      return new Vocabulary() {
        @Override
        public List<Family<?>> families() {
          assertThat(database.queryForList("select name from names", String.class)).isEmpty();
          return UPSTREAM.families();
        }

        @Override
        public Events over(Families families) {
          return UPSTREAM.over(families);
        }
      };
    }
  }

  @Configuration
  static class NeededEarly extends Plain {
    @Bean
    static HikariDataSource claims() {
      HikariDataSource pool = new HikariDataSource();
      pool.setJdbcUrl(url());
      return pool;
    }

    /** Ordered, and so after those with priority. */
    @Bean
    static Early early(DataSource claims) {
      return new Early(claims);
    }
  }

  record Early(DataSource source) implements BeanPostProcessor, Ordered {
    @Override
    public int getOrder() {
      return HIGHEST_PRECEDENCE;
    }
  }

  @Configuration
  static class Circle extends Plain {
    @Bean
    DataSource circular() {
      return new CircularSource();
    }

    @Bean
    Neighbour neighbour(DataSource circular) {
      return new Neighbour(circular);
    }
  }

  record Neighbour(DataSource source) {}

  static class CircularSource extends AbstractDataSource {
    private final DataSource source = h2();

    @Autowired Neighbour neighbour;

    @Override
    public Connection getConnection() throws SQLException {
      return source.getConnection();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      return source.getConnection(user, password);
    }
  }
}
