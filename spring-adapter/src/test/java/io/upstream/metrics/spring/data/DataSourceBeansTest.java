package io.upstream.metrics.spring.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.event.Events;
import io.upstream.metrics.event.Families;
import io.upstream.metrics.event.Vocabulary;
import io.upstream.metrics.jdbc.PoolDriver;
import io.upstream.metrics.jdbc.UpstreamDataSource;
import io.upstream.metrics.spring.Apps;
import io.upstream.metrics.spring.Logged;
import io.upstream.metrics.spring.RecorderCustomizer;
import io.upstream.metrics.testing.PageText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

class DataSourceBeansTest {

  private static final String OPENED = "django_db_new_connections_total";
  private static final String EXECUTED = "django_db_execute_total";

  @RegisterExtension final Logged log = new Logged();

  private ConfigurableApplicationContext context;

  @AfterEach
  void close() {
    if (context != null) {
      context.close();
    }
  }

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
  void actuators_gauges_of_the_pool_stay() {
    context = Apps.start(Plain.class); // with JPA, which starts the pool
    ask(context.getBean(DataSource.class));
    MeterRegistry meters = context.getBean(MeterRegistry.class);
    assertThat(meters.get("jdbc.connections.active").gauge().value()).isZero();
    assertThat(meters.get("jdbc.connections.idle").gauge().value()).isPositive();
  }

  @Test
  void closing_the_context_closes_the_pool() throws SQLException {
    HikariDataSource pool =
        start(Plain.class).getBean(DataSource.class).unwrap(HikariDataSource.class);
    context.close();
    assertThat(pool.isClosed()).isTrue();
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
  void targets_that_are_no_pools_are_left_alone() {
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
  void an_embedded_database_is_still_one() {
    start(Embedded.class);
    ask(context.getBean(EmbeddedDatabase.class));
    assertThat(executed()).isEqualTo(Map.of("embedded", 1.0));
  }

  @Test
  void a_source_wrapped_by_the_application_is_unchanged() {
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
    assertThat(context.getBeansOfType(DataSourceMetering.class)).isEmpty();
  }

  @Test
  void a_routing_source_resolving_itself_is_left_alone() {
    start(SelfResolving.class, "management.health.db.enabled=false");
    ask(context.getBean(AbstractRoutingDataSource.class));
    assertThat(executed()).isEqualTo(Map.of("claims", 1.0));
  }

  @Test
  void settings_and_names_may_come_from_the_database() {
    start(CustomizedFromDatabase.class);
    ask(context.getBean(DataSource.class));
    assertThat(executed()).isEqualTo(Map.of("dataSource", 1.0));
    assertThat(opened("dataSource")).isPositive();
  }

  @Test
  void a_source_injected_by_class_is_left_alone() {
    start(ByClass.class);
    ask(context.getBean(NeedsFinal.class).source);
    assertThat(executed()).isEmpty();
    assertThat(log.messages().toString())
        .contains(
            "Metrics leave the data source claims alone: its bean is declared by the class "
                + FinalSource.class.getName()
                + "; UpstreamDataSource.wrap(..) counts it.");
  }

  @Test
  void a_pool_that_has_started_is_left_alone() {
    start(Started.class);
    ask(context.getBean(DataSource.class));
    assertThat(executed()).isEmpty();
    assertThat(log.messages().toString())
        .contains("Metrics leave the data source claims alone: its pool has started before");
  }

  @Test
  void what_an_early_bean_needs_counts() {
    start(NeededEarly.class);
    ask(context.getBean(DataSource.class));
    assertThat(executed()).isEqualTo(Map.of("claims", 1.0));
  }

  @Test
  void a_failing_source_is_returned_unchanged() {
    start(Failing.class);
    assertThat(context.getBean(FailingPool.class).getClass()).isEqualTo(FailingPool.class);
    assertThat(log.messages().toString())
        .contains("Metrics leave the data source claims alone, because of a failure.");
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
  void pools_that_need_their_source_are_skipped() {
    start(Plain.class); // not as its beans, which Boot's own gauges would start
    HikariDataSource byClassName = new HikariDataSource();
    byClassName.setDataSourceClassName("org.h2.jdbcx.JdbcDataSource");
    HikariDataSource mysql = new HikariDataSource();
    mysql.setDataSource(new MysqlDataSource());
    var byJndi = new org.apache.tomcat.jdbc.pool.DataSource();
    byJndi.setDataSourceJNDI("java:comp/env/jdbc/claims");
    var xa = new org.apache.tomcat.jdbc.pool.DataSource();
    xa.setDataSource(new JdbcDataSource()); // an XADataSource too
    Map<String, DataSource> pools =
        Map.of("byClassName", byClassName, "mysql", mysql, "byJndi", byJndi, "xa", xa);
    pools.forEach(
        (name, pool) -> context.getAutowireCapableBeanFactory().initializeBean(pool, name));
    assertThat(log.messages().toString())
        .contains(
            "the data source byClassName alone: its pool connects by a class name",
            "the data source byJndi alone: its pool connects by a class name of a data source or by"
                + " JNDI",
            "the data source xa alone: its pool has to see an XADataSource",
            "the data source mysql alone: HikariCP has to see the class of a MySQL data source");
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

  private PageText numbers() {
    return Apps.numbers(context);
  }

  private double opened(String alias) {
    return numbers().at(OPENED + "{alias=\"" + alias + "\",vendor=\"h2\"}");
  }

  private Map<String, Double> executed() {
    return byAlias(EXECUTED);
  }

  private Map<String, Double> inUse() {
    return byAlias("django_db_connections_active");
  }

  private Map<String, Double> byAlias(String family) {
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

  private static String url() {
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

  /** Named as that of MySQL's driver, which HikariCP looks for. */
  static class MysqlDataSource extends AbstractDataSource {
    @Override
    public Connection getConnection() throws SQLException {
      throw new SQLException("none");
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
      throw new SQLException("none");
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
  static class ByClass extends Plain {
    @Bean
    FinalSource claims() {
      return new FinalSource(h2());
    }

    @Bean
    NeedsFinal needsFinal(FinalSource source) {
      return new NeedsFinal(source);
    }
  }

  record NeedsFinal(FinalSource source) {}

  static final class FinalSource extends AbstractDataSource {
    private final DataSource source;

    FinalSource(DataSource source) {
      this.source = source;
    }

    @Override
    public Connection getConnection() throws SQLException {
      return source.getConnection();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      return source.getConnection(user, password);
    }
  }

  @Configuration
  static class Started extends Plain {
    @Bean
    HikariDataSource claims() {
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(url());
      return new HikariDataSource(config);
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
  static class Failing extends Plain {
    @Bean
    FailingPool claims() {
      return new FailingPool();
    }
  }

  static class FailingPool extends HikariDataSource {
    @Override
    public String getConnectionInitSql() {
      throw new IllegalStateException("on purpose");
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
