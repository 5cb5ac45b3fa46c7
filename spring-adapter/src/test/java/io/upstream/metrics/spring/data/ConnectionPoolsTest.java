package io.upstream.metrics.spring.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.upstream.metrics.jdbc.PoolDriver;
import io.upstream.metrics.spring.Apps;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** Checks the numbers of connection pools, and pools other than HikariCP. */
class ConnectionPoolsTest extends DataSourceApp {

  @Test
  void actuators_gauges_of_the_pool_stay() {
    context = Apps.start(Plain.class); // with JPA, which starts the pool
    ask(context.getBean(DataSource.class));
    MeterRegistry meters = context.getBean(MeterRegistry.class);
    assertThat(meters.get("jdbc.connections.active").gauge().value()).isZero();
    assertThat(meters.get("jdbc.connections.idle").gauge().value()).isPositive();
  }

  @Test
  void pool_gauges_of_micrometer_are_not_repeated() {
    start(Plain.class);
    ask(context.getBean(DataSource.class));
    assertThat(context.getBean(MeterRegistry.class).get("hikaricp.connections.max").gauge().value())
        .isEqualTo(10);
    assertThat(numbers().family("hikaricp_connections_max").keySet())
        .allMatch(labels -> !labels.contains("pool=\"dataSource\""));
  }

  @Test
  void without_micrometers_registry_the_pools_gauges_are_ours() {
    start(Plain.class, "management.prometheus.metrics.export.enabled=false");
    ask(context.getBean(DataSource.class));
    assertThat(numbers().at("hikaricp_connections_max{pool=\"dataSource\"}")).isEqualTo(10);
    context.close();
    start(
        Plain.class,
        "management.prometheus.metrics.export.enabled=false",
        "upstream.metrics.datasource.pools=false");
    assertThat(numbers().family("hikaricp_connections_max")).isEmpty();
  }

  @Test
  void other_pools_count_behind_themselves() {
    start(OtherPools.class);
    for (String each : new String[] {"dbcp", "tomcat", "simple", "given"}) {
      ask(context.getBean(each, DataSource.class));
    }
    assertThat(executed())
        .isEqualTo(Map.of("dbcp", 1.0, "tomcat", 1.0, "simple", 1.0, "given", 1.0));
    assertThat(context.getBean("tomcat"))
        .isInstanceOf(org.apache.tomcat.jdbc.pool.DataSource.class);
    assertThat(
            context
                .getBean("tomcat", org.apache.tomcat.jdbc.pool.DataSource.class)
                .getDriverClassName())
        .as("stays lent")
        .isEqualTo(PoolDriver.class.getName());
    assertThat(context.getBean(BasicDataSource.class).getDriverClassName()).isNull();
  }

  @Test
  void a_pools_own_statements_do_not_count() {
    start(OtherPools.class);
    BasicDataSource dbcp = new BasicDataSource();
    dbcp.setConnectionInitSqls(java.util.List.of("select 5"));
    dbcp.setValidationQuery("select 6");
    HikariDataSource hikari = new HikariDataSource();
    hikari.setConnectionInitSql("select 5");
    hikari.setConnectionTestQuery("select 6");
    hikari.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
    dbcp.setUrl("jdbc:h2:mem:" + UUID.randomUUID());
    var tomcat = new org.apache.tomcat.jdbc.pool.DataSource();
    tomcat.setUrl("jdbc:h2:mem:" + UUID.randomUUID());
    tomcat.setInitSQL("select 5");
    tomcat.setValidationQuery("select 6");
    tomcat.setTestOnBorrow(true);
    var beans = context.getAutowireCapableBeanFactory();
    for (DataSource pool : new DataSource[] {dbcp, hikari, tomcat}) {
      beans.initializeBean(pool, pool == dbcp ? "own1" : pool == hikari ? "own2" : "own3");
      if (pool == hikari) {
        assertThat(hikari.getDriverClassName()).isEqualTo(PoolDriver.class.getName());
      }
      ask(pool);
      beans.destroyBean(pool);
    }
    hikari.close();
    tomcat.close();
    assertThat(executed()).isEqualTo(Map.of("own1", 1.0, "own2", 1.0, "own3", 1.0));
  }

  @Test
  void connections_in_use_are_the_pools_own_number() throws SQLException {
    start(OtherPools.class);
    assertThat(inUse()).as("no pool was started").isEmpty();
    for (String each : new String[] {"dbcp", "tomcat", "given", "simple"}) {
      DataSource pool = context.getBean(each, DataSource.class);
      pool.getConnection().close();
      assertThat(inUse()).isEmpty();
      try (Connection one = pool.getConnection();
          Connection two = pool.getConnection()) {
        assertThat(one).isNotSameAs(two);
        assertThat(inUse()).isEqualTo(Map.of(each, 2.0));
      }
      assertThat(inUse()).isEmpty();
    }
  }

  @Test
  void a_closed_pool_is_neither_read_nor_restarted() throws SQLException {
    start(OtherPools.class, "management.metrics.enable.jdbc=false"); // Boot's gauges start a pool
    var pool = context.getBean(org.apache.tomcat.jdbc.pool.DataSource.class);
    try (Connection never = pool.getConnection()) {
      assertThat(never).isNotNull();
      assertThat(inUse()).isEqualTo(Map.of("tomcat", 1.0));
      pool.close();
      assertThat(inUse()).isEmpty();
    }
    assertThat(inUse()).isEmpty();
    assertThat(pool.getPoolSize()).as("not started again").isZero();
  }

  @Test
  void an_abandoned_connection_is_not_in_use() throws SQLException {
    start(OtherPools.class);
    BasicDataSource pool = context.getBean(BasicDataSource.class);
    pool.setRemoveAbandonedOnBorrow(true);
    pool.setRemoveAbandonedTimeout(java.time.Duration.ZERO);
    pool.setMaxTotal(2);
    for (int i = 0; i < 5; i++) {
      assertThat(pool.getConnection()).isNotNull();
    }
    assertThat(inUse()).isEqualTo(Map.of("dbcp", (double) pool.getNumActive()));
  }

  @Configuration
  static class OtherPools extends Plain {
    @Bean
    @Primary
    BasicDataSource dbcp() {
      BasicDataSource pool = new BasicDataSource();
      pool.setUrl(url());
      return pool;
    }

    @Bean
    org.apache.tomcat.jdbc.pool.DataSource tomcat() {
      var pool = new org.apache.tomcat.jdbc.pool.DataSource();
      pool.setUrl(url());
      pool.setDriverClassName("org.h2.Driver");
      pool.setValidationQuery("select 3");
      pool.setTestOnBorrow(true);
      pool.setInitSQL("select 4");
      return pool;
    }

    @Bean
    SimpleDriverDataSource simple() {
      return new SimpleDriverDataSource(new org.h2.Driver(), url());
    }

    @Bean
    HikariDataSource given() {
      HikariDataSource pool = new HikariDataSource();
      pool.setDataSource(h2());
      return pool;
    }
  }
}
