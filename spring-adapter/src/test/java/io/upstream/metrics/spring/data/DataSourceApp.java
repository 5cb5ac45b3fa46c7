package io.upstream.metrics.spring.data;

import io.upstream.metrics.spring.Apps;
import io.upstream.metrics.spring.Logged;
import io.upstream.metrics.testing.PageText;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/** An application with data sources, and what its page says of them. */
abstract class DataSourceApp {

  static final String OPENED = "django_db_new_connections_total";
  private static final String EXECUTED = "django_db_execute_total";

  @RegisterExtension final Logged log = new Logged();

  ConfigurableApplicationContext context;

  @AfterEach
  void close() {
    if (context != null) {
      context.close();
    }
  }

  ConfigurableApplicationContext start(Class<?> configuration, String... properties) {
    String[] all = java.util.Arrays.copyOf(properties, properties.length + 1);
    all[properties.length] =
        "spring.autoconfigure.exclude="
            + "org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration,"
            + "org.springframework.boot.autoconfigure.data.jpa.JpaRepositoriesAutoConfiguration,"
            + "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration,"
            + "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration";
    context = Apps.start(configuration, all);
    return context;
  }

  static void ask(DataSource source) {
    new JdbcTemplate(source).queryForObject("select 1", Integer.class);
  }

  PageText numbers() {
    return Apps.numbers(context);
  }

  double opened(String alias) {
    return numbers().at(OPENED + "{alias=\"" + alias + "\",vendor=\"h2\"}");
  }

  Map<String, Double> executed() {
    return byAlias(EXECUTED);
  }

  Map<String, Double> inUse() {
    return byAlias("django_db_connections_active");
  }

  Map<String, Double> byAlias(String family) {
    Map<String, Double> by = new java.util.TreeMap<>();
    numbers()
        .family(family)
        .forEach(
            (labels, value) -> by.put(labels.replaceAll(".*alias=\"([^\"]*)\".*", "$1"), value));
    return by;
  }

  static DataSource h2() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(url());
    return source;
  }

  static String url() {
    return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
  }

  @Configuration
  @EnableAutoConfiguration
  static class Plain {}

  @Configuration
  static class Two extends Plain {
    @Bean
    @Primary
    DataSource claims() {
      return h2();
    }

    @Bean
    DataSource archive() {
      return h2();
    }
  }

  /** To one of two. */
  static class Route extends AbstractRoutingDataSource {
    volatile String to = "claims";

    Route(DataSource claims, DataSource archive) {
      setTargetDataSources(Map.of("claims", claims, "archive", archive));
      setDefaultTargetDataSource(claims);
    }

    void route(String where) {
      to = where;
    }

    @Override
    protected Object determineCurrentLookupKey() {
      return to;
    }
  }
}
