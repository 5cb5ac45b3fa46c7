package io.upstream.metrics.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.testing.PageText;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.commons.dbcp2.DataSourceConnectionFactory;
import org.apache.commons.dbcp2.PoolableConnection;
import org.apache.commons.dbcp2.PoolableConnectionFactory;
import org.apache.commons.dbcp2.PoolingDataSource;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.tomcat.jdbc.pool.PoolProperties;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wraps sources in front of and behind common pools. */
@Timeout(60)
class PoolsTest {

  private static final int SIZE = 3;

  private final UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build();

  /** A pool: how to make one, over a URL or another source, and what it says of itself. */
  record Pool(
      String name,
      Function<String, DataSource> overUrl,
      Function<DataSource, DataSource> overSource,
      ToIntFunction<DataSource> active,
      Function<DataSource, BooleanSupplier> closed) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Pool> pools() {
    return Stream.of(
        new Pool(
            "hikari",
            url -> hikari(config -> config.setJdbcUrl(url)),
            source -> hikari(config -> config.setDataSource(source)),
            pool -> ((HikariDataSource) pool).getHikariPoolMXBean().getActiveConnections(),
            pool -> ((HikariDataSource) pool)::isClosed),
        new Pool(
            "tomcat",
            url -> tomcat(properties -> properties.setUrl(url)),
            source -> tomcat(properties -> properties.setDataSource(source)),
            pool -> ((org.apache.tomcat.jdbc.pool.DataSource) pool).getActive(),
            pool -> ((org.apache.tomcat.jdbc.pool.DataSource) pool).getPool()::isClosed),
        new Pool(
            "dbcp2",
            PoolsTest::dbcp,
            PoolsTest::dbcp,
            PoolsTest::dbcpActive,
            pool -> ((BasicDataSource) pool)::isClosed),
        new Pool(
            "agroal",
            url -> agroal(url, null),
            source -> agroal(null, source),
            pool -> (int) ((AgroalDataSource) pool).getMetrics().activeCount(),
            pool -> () -> refuses(pool)));
  }

  @Test
  void connections_that_tomcat_abandons_leave_the_gauge() throws Exception {
    PoolProperties properties = new PoolProperties();
    properties.setUrl(url());
    properties.setDriverClassName("org.h2.Driver");
    properties.setRemoveAbandoned(true);
    properties.setRemoveAbandonedTimeout(1);
    var pool = new org.apache.tomcat.jdbc.pool.DataSource(properties);
    try (UpstreamDataSource source = UpstreamDataSource.wrap(pool, "claims", recorder)) {
      List<Connection> lost = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        lost.add(source.getConnection());
      }
      assertThat(active()).isEqualTo(5);
      while (pool.getActive() > 0) { // they are a second old at some time
        pool.getPool().checkAbandoned();
      }
      assertThat(active()).isZero();
      lost.get(0).close();
      assertThat(active()).isZero();
    }
  }

  @Test
  void connections_that_dbcp2_abandons_leave_the_gauge() throws Exception {
    BasicDataSource pool = new BasicDataSource();
    pool.setUrl(url());
    pool.setMaxTotal(5);
    pool.setRemoveAbandonedOnBorrow(true);
    pool.setRemoveAbandonedTimeout(Duration.ZERO);
    try (UpstreamDataSource source = UpstreamDataSource.wrap(pool, "claims", recorder)) {
      List<Connection> lost = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        lost.add(source.getConnection());
      }
      assertThat(active()).isEqualTo(pool.getNumActive()).isLessThan(20);
      for (Connection connection : lost) {
        connection.close();
      }
      assertThat(active()).isZero().isEqualTo(pool.getNumActive());
    }
  }

  @AfterEach
  void close() {
    Behind.source = null;
    recorder.close();
  }

  @ParameterizedTest
  @MethodSource("pools")
  void before_a_pool_the_gauge_is_its_number(Pool kind) throws Exception {
    DataSource pool = kind.overUrl.apply(url());
    BooleanSupplier closed = kind.closed.apply(pool);
    try (UpstreamDataSource source = UpstreamDataSource.wrap(pool, "claims", recorder)) {
      List<Connection> open = new ArrayList<>();
      for (int i = 1; i <= SIZE; i++) {
        open.add(source.getConnection());
        assertThat(active()).isEqualTo(i).isEqualTo(kind.active.applyAsInt(pool));
      }
      assertThatThrownBy(source::getConnection).isInstanceOf(SQLException.class);
      assertThat(active()).isEqualTo(SIZE).isEqualTo(kind.active.applyAsInt(pool));
      for (Connection connection : open) {
        connection.close();
        connection.close();
      }
      assertThat(active()).isZero().isEqualTo(kind.active.applyAsInt(pool));
      try (Connection again = source.getConnection()) {
        assertThat(active()).isEqualTo(1).isEqualTo(kind.active.applyAsInt(pool));
        execute(again);
      }
      assertThat(sum("django_db_new_connections_total")).as("borrows").isEqualTo(SIZE + 1);
      assertThat(sum("django_db_new_connection_errors_total")).isEqualTo(1);
    }
    assertThat(active()).isZero();
    assertThat(closed.getAsBoolean()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("pools")
  void before_a_pool_unwrap_reaches_pool_and_driver(Pool kind) throws Exception {
    DataSource pool = kind.overUrl.apply(url());
    try (UpstreamDataSource source = UpstreamDataSource.wrap(pool, "claims", recorder);
        Connection connection = source.getConnection()) {
      assertThat(source.isWrapperFor(pool.getClass())).isTrue();
      assertThat((Object) source.unwrap(pool.getClass())).isSameAs(pool);
      assertThat(connection.isWrapperFor(JdbcConnection.class)).isTrue();
      assertThat(connection.unwrap(JdbcConnection.class)).isNotNull();
    }
  }

  @ParameterizedTest
  @MethodSource("pools")
  void behind_a_pool_the_physical_connections_are_counted(Pool kind) throws Exception {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL(url());
    UpstreamDataSource source = UpstreamDataSource.wrap(h2, "claims", recorder);
    DataSource pool = kind.overSource.apply(source);
    for (int i = 0; i < 20; i++) {
      try (Connection connection = pool.getConnection()) {
        execute(connection);
        if (!kind.name.equals("tomcat")) { // whose own unwrap looks one step down and no further
          assertThat(connection.unwrap(JdbcConnection.class)).isNotNull();
        }
      }
    }
    double physical = sum("django_db_new_connections_total");
    assertThat(physical).isBetween(1.0, (double) SIZE);
    assertThat(active()).isEqualTo(physical);
    assertThat(Counts.of(recorder).operations().get("select")).isGreaterThanOrEqualTo(20);
    SourceCloser.close(pool);
    assertThat(active()).isZero();
  }

  private static void execute(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    }
  }

  private double active() {
    return sum("django_db_connections_active");
  }

  private double sum(String family) {
    return PageText.of(recorder::writePage).sum(family);
  }

  private static String url() {
    return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
  }

  private interface Setup<T> {
    void on(T config);
  }

  private static DataSource hikari(Setup<HikariConfig> setup) {
    HikariConfig config = new HikariConfig();
    config.setMaximumPoolSize(SIZE);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(250);
    setup.on(config);
    return new HikariDataSource(config);
  }

  private static DataSource tomcat(Setup<PoolProperties> setup) {
    PoolProperties properties = new PoolProperties();
    properties.setMaxActive(SIZE);
    properties.setInitialSize(0);
    properties.setMaxWait(50);
    properties.setDriverClassName("org.h2.Driver");
    setup.on(properties);
    return new org.apache.tomcat.jdbc.pool.DataSource(properties);
  }

  private static DataSource dbcp(String url) {
    BasicDataSource pool = new BasicDataSource();
    pool.setUrl(url);
    pool.setMaxTotal(SIZE);
    pool.setMaxWait(Duration.ofMillis(50));
    pool.setAccessToUnderlyingConnectionAllowed(true);
    return pool;
  }

  private static DataSource dbcp(DataSource source) {
    PoolableConnectionFactory factory =
        new PoolableConnectionFactory(new DataSourceConnectionFactory(source), null);
    GenericObjectPool<PoolableConnection> pool = new GenericObjectPool<>(factory);
    pool.setMaxTotal(SIZE);
    factory.setPool(pool);
    PoolingDataSource<PoolableConnection> pooling = new PoolingDataSource<>(pool);
    pooling.setAccessToUnderlyingConnectionAllowed(true);
    return pooling;
  }

  private static int dbcpActive(DataSource pool) {
    return ((BasicDataSource) pool).getNumActive();
  }

  private static boolean refuses(DataSource pool) {
    try (Connection connection = pool.getConnection()) {
      return connection == null;
    } catch (SQLException gone) {
      return true;
    }
  }

  private static DataSource agroal(String url, DataSource source) {
    Behind.source = source;
    try {
      return AgroalDataSource.from(
          new AgroalDataSourceConfigurationSupplier()
              .connectionPoolConfiguration(
                  pool ->
                      pool.maxSize(SIZE)
                          .acquisitionTimeout(Duration.ofMillis(100))
                          .connectionFactoryConfiguration(
                              factory -> {
                                if (url == null) {
                                  factory.connectionProviderClass(Behind.class);
                                } else {
                                  factory.jdbcUrl(url).principal(new NamePrincipal(""));
                                }
                                return factory;
                              }))
              .metricsEnabled());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
