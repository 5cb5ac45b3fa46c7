package io.upstream.metrics.spring.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/** Checks data sources that lead to other ones: lazy, routing, pools over sources. */
class NestedDataSourcesTest extends DataSourceApp {

  @Test
  void a_lazy_source_over_a_source_counts_once() throws SQLException {
    start(Lazy.class);
    LazyConnectionDataSourceProxy lazy = context.getBean(LazyConnectionDataSourceProxy.class);
    lazy.getConnection().close(); // the first asks the database for its defaults
    double before = opened("claims");
    ask(lazy);
    assertThat(executed()).isEqualTo(Map.of("claims", 1.0));
    assertThat(opened("claims")).isEqualTo(before + 1);
    assertThat(numbers().family(OPENED)).hasSize(1);
  }

  @Test
  void a_pool_behind_a_lazy_source_counts() throws SQLException {
    start(LazyInline.class);
    LazyConnectionDataSourceProxy lazy = context.getBean(LazyConnectionDataSourceProxy.class);
    lazy.getConnection().close(); // the first asks the database for its defaults
    double before = opened("lazy");
    try (Connection never = lazy.getConnection()) {
      never.setReadOnly(true);
    }
    assertThat(opened("lazy")).isEqualTo(before);
    ask(lazy);
    assertThat(executed()).isEqualTo(Map.of("lazy", 1.0));
  }

  @Test
  void a_routing_source_leads_to_those_that_count() {
    start(Routing.class);
    Route route = context.getBean(Route.class);
    ask(route);
    route.route("archive");
    ask(context.getBean("routing", DataSource.class));
    assertThat(executed()).isEqualTo(Map.of("claims", 1.0, "archive", 1.0));
  }

  @Test
  void targets_that_are_no_pools_are_not_counted() {
    start(RoutingMixed.class);
    DataSource routing = context.getBean("routing", DataSource.class);
    ask(routing);
    ((Route) routing).route("archive");
    ask(routing);
    assertThat(executed()).isEqualTo(Map.of("claims", 1.0));
    assertThat(log.messages().toString())
        .contains(
            "Metrics leave the org.h2.jdbcx.JdbcDataSource behind the data source routing alone:"
                + " it is neither a bean nor a pool.");
  }

  @Test
  void a_pool_over_a_counted_source_counts_once() {
    start(PoolBefore.class);
    ask(context.getBean("pool", DataSource.class));
    assertThat(executed()).isEqualTo(Map.of("raw", 1.0));
  }

  @Test
  void a_routing_source_that_resolves_itself_counts_once() {
    start(SelfResolving.class, "management.health.db.enabled=false");
    ask(context.getBean(AbstractRoutingDataSource.class));
    assertThat(executed()).isEqualTo(Map.of("claims", 1.0));
  }

  @Configuration
  static class Lazy extends Plain {
    @Bean
    DataSource claims() {
      return h2();
    }

    @Bean
    @Primary
    LazyConnectionDataSourceProxy lazy(DataSource claims) {
      return new LazyConnectionDataSourceProxy(claims);
    }
  }

  @Configuration
  static class LazyInline extends Plain {
    @Bean
    LazyConnectionDataSourceProxy lazy() {
      HikariDataSource pool = new HikariDataSource();
      pool.setJdbcUrl(url());
      pool.setMaximumPoolSize(1); // else it opens others meanwhile
      return new LazyConnectionDataSourceProxy(pool);
    }
  }

  @Configuration
  static class Routing extends Two {
    @Bean
    Route routing(
        @Qualifier("claims") DataSource claims, @Qualifier("archive") DataSource archive) {
      return new Route(claims, archive);
    }
  }

  @Configuration
  static class RoutingMixed extends Plain {
    @Bean
    DataSource claims() {
      return h2();
    }

    @Bean
    @Primary
    Route routing(DataSource claims) {
      return new Route(claims, h2());
    }
  }

  @Configuration
  static class PoolBefore extends Plain {
    @Bean
    DataSource raw() {
      return h2();
    }

    @Bean
    @Primary
    HikariDataSource pool(DataSource raw) {
      HikariDataSource pool = new HikariDataSource();
      pool.setDataSource(raw);
      pool.setMaximumPoolSize(1);
      return pool;
    }
  }

  @Configuration
  static class SelfResolving extends Plain {
    @Bean
    DataSource claims() {
      return h2();
    }

    @Bean
    @Primary
    AbstractRoutingDataSource routing(DataSource claims) {
      return new AbstractRoutingDataSource() {
        @Override
        public void afterPropertiesSet() {}

        @Override
        protected DataSource determineTargetDataSource() {
          return claims;
        }

        @Override
        protected Object determineCurrentLookupKey() {
          return "";
        }
      };
    }
  }
}
