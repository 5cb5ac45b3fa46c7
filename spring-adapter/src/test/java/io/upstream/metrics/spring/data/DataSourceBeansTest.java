package io.upstream.metrics.spring.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.jdbc.UpstreamDataSource;
import io.upstream.metrics.spring.Apps;
import io.upstream.metrics.spring.Numbers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

class DataSourceBeansTest {

  private static final String OPENED = "django_db_new_connections_total";
  private static final String EXECUTED = "django_db_execute_total";

  private ConfigurableApplicationContext context;

  @AfterEach
  void close() {
    if (context != null) {
      context.close();
    }
  }

  @Test
  void boots_own_pool_counts_under_its_beans_name_and_is_still_a_hikari() throws SQLException {
    HikariDataSource source = start(Plain.class).getBean(HikariDataSource.class);
    ask(source);
    assertThat(executed()).isEqualTo(Map.of("dataSource", 1.0));
    assertThat(context.getBean(DataSource.class)).isSameAs(source).isEqualTo(source);
    assertThat(source.hashCode()).isEqualTo(source.unwrap(HikariDataSource.class).hashCode());
    assertThat(source.unwrap(HikariDataSource.class).getClass()).isEqualTo(HikariDataSource.class);
    assertThat(source.isWrapperFor(UpstreamDataSource.class)).isTrue();
    assertThat(DataSourceUnwrapper.unwrap(source, HikariConfigMXBean.class, HikariDataSource.class))
        .isNotNull();
    assertThat(source.getMaximumPoolSize()).isEqualTo(10);
    assertThat(source.getHikariPoolMXBean().getActiveConnections()).isZero();
    try (Connection held = source.getConnection()) {
      assertThat(held.isValid(1)).isTrue();
      assertThat(active()).isEqualTo(source.getHikariPoolMXBean().getActiveConnections());
    }
    assertThat(active()).isZero();
  }

  @Test
  void closing_the_context_closes_the_pool() throws SQLException {
    HikariDataSource pool =
        start(Plain.class).getBean(DataSource.class).unwrap(HikariDataSource.class);
    context.close();
    assertThat(pool.isClosed()).isTrue();
  }

  @Test
  void beside_micrometer_the_pools_gauges_are_micrometers_and_the_page_has_them_once() {
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
  void a_lazy_source_before_a_counted_one_counts_nothing_itself() throws SQLException {
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
  void a_lazy_source_before_one_that_is_no_bean_counts_it_and_stays_lazy() throws SQLException {
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
  void of_a_routing_source_whose_targets_are_no_beans_the_name_is_its_own() {
    start(RoutingInline.class);
    ask(context.getBean("routing", DataSource.class));
    assertThat(executed()).isEqualTo(Map.of("routing", 1.0));
    assertThat(context.getBean("routing")).isInstanceOf(Route.class);
  }

  @Test
  void of_mixed_targets_each_connection_counts_once() {
    start(RoutingMixed.class);
    DataSource routing = context.getBean("routing", DataSource.class);
    ask(routing);
    ((Route) routing).route("archive");
    ask(routing);
    assertThat(executed()).isEqualTo(Map.of("claims", 1.0, "routing", 1.0));
  }

  @Test
  void a_pool_before_a_counted_source_counts_nothing_itself() {
    start(PoolBefore.class);
    ask(context.getBean("pool", DataSource.class));
    assertThat(executed()).isEqualTo(Map.of("raw", 1.0));
  }

  @Test
  void an_embedded_database_is_still_one() {
    start(Embedded.class);
    ask(context.getBean(EmbeddedDatabase.class));
    assertThat(executed()).isEqualTo(Map.of("embedded", 1.0));
  }

  @Test
  void what_the_application_wrapped_itself_is_left_as_it_is() {
    start(WrappedAlready.class);
    ask(context.getBean(DataSource.class));
    assertThat(executed()).isEqualTo(Map.of("own", 1.0));
  }

  @Test
  void one_source_or_all_can_be_left_alone() {
    start(Two.class, "upstream.metrics.datasource.exclude=archive");
    ask(context.getBean("archive", DataSource.class));
    ask(context.getBean("claims", DataSource.class));
    assertThat(executed()).isEqualTo(Map.of("claims", 1.0));
    context.close();
    start(Two.class, "upstream.metrics.datasource.enabled=false");
    ask(context.getBean("claims", DataSource.class));
    assertThat(executed()).isEmpty();
    assertThat(context.getBeansOfType(DataSourcePostProcessor.class)).isEmpty();
  }

  private ConfigurableApplicationContext start(Class<?> configuration, String... properties) {
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

  private static void ask(DataSource source) {
    new JdbcTemplate(source).queryForObject("select 1", Integer.class);
  }

  private Numbers numbers() {
    return Apps.numbers(context);
  }

  private double opened(String alias) {
    return numbers().at(OPENED + "{alias=\"" + alias + "\",vendor=\"h2\"}");
  }

  private double active() {
    return numbers().at("django_db_connections_active{alias=\"dataSource\",vendor=\"h2\"}");
  }

  /** By alias. */
  private Map<String, Double> executed() {
    Map<String, Double> by = new java.util.TreeMap<>();
    numbers()
        .family(EXECUTED)
        .forEach(
            (labels, value) -> by.put(labels.replaceAll(".*alias=\"([^\"]*)\".*", "$1"), value));
    return by;
  }

  static DataSource h2() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    return source;
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
      return new LazyConnectionDataSourceProxy(h2());
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
  static class RoutingInline extends Plain {
    @Bean
    Route routing() {
      return new Route(h2(), h2());
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
  static class WrappedAlready extends Plain {
    @Bean
    DataSource claims(UpstreamRecorder recorder) {
      return UpstreamDataSource.wrap(h2(), "own", recorder);
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
