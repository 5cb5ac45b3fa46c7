package io.upstream.metrics.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.testing.PageText;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PoolDriverTest {

  private final UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build();
  private volatile UpstreamRecorder available = recorder;
  private final ConnectionMetering metering = new ConnectionMetering("claims", () -> available);
  private final String url = "jdbc:h2:mem:" + UUID.randomUUID();

  @AfterEach
  void close() {
    PoolDriver.forget(metering);
    recorder.close();
  }

  @Test
  void a_pools_statements_count_and_configuration_is_restored() throws Exception {
    try (HikariDataSource pool = lent("org.h2.Driver")) {
      query(pool);

      assertThat(Counts.of(recorder).operations()).isEqualTo(Map.of("select", 1.0));
      assertThat(pool.getDriverClassName()).isEqualTo("org.h2.Driver");
      assertThat(pool.getDataSourceProperties()).isEmpty();
      try (Connection connection = pool.getConnection()) {
        assertThat(connection.isWrapperFor(org.h2.jdbc.JdbcConnection.class)).isTrue();
      }
    }
  }

  @Test
  void the_driver_that_the_url_names_is_found() throws Exception {
    try (HikariDataSource pool = lent(null)) {
      query(pool);

      assertThat(Counts.of(recorder).operations()).isEqualTo(Map.of("select", 1.0));
      assertThat(pool.getDriverClassName()).isEqualTo("org.h2.Driver");
    }
  }

  @Test
  void a_copied_configuration_reaches_its_own_database() throws Exception {
    try (HikariDataSource pool = lent("org.h2.Driver")) {
      HikariConfig copy = new HikariConfig();
      pool.copyStateTo(copy);
      copy.setJdbcUrl("jdbc:h2:mem:other");
      try (HikariDataSource other = new HikariDataSource(copy);
          Connection connection = other.getConnection()) {
        assertThat(connection.getMetaData().getURL()).isEqualTo("jdbc:h2:mem:other");
      }
      try (Connection connection = pool.getConnection()) {
        assertThat(connection.getMetaData().getURL()).isEqualTo(url);
      }
    }
  }

  @Test
  void statements_of_the_pool_itself_do_not_count() throws Exception {
    metering.ignoreStatements("SELECT 2", null);
    try (HikariDataSource pool = lent("org.h2.Driver")) {
      pool.setConnectionInitSql("SELECT 2");
      query(pool);

      assertThat(Counts.of(recorder).executed()).isEqualTo(1);
    }
  }

  @Test
  void early_connections_count_with_a_later_recorder() throws Exception {
    available = null;
    try (HikariDataSource pool = lent("org.h2.Driver")) {
      query(pool);
      available = recorder;
      metering.recorderAvailable();
      metering.recorderAvailable();

      PageText page = PageText.of(recorder::writePage);
      assertThat(page.sum("django_db_new_connections_total")).isEqualTo(1);
      assertThat(page.sum("django_db_connections_active")).isEqualTo(1);
      query(pool);
      assertThat(Counts.of(recorder).executed()).isEqualTo(1);
    }
  }

  @Test
  void a_connection_metered_further_in_counts_once() throws Exception {
    ConnectionMetering outer = new ConnectionMetering("outer", () -> recorder);
    try (HikariDataSource pool = lent("org.h2.Driver");
        Connection connection = outer.metered(pool.getConnection())) {
      connection.createStatement().executeQuery("SELECT 1").close();

      assertThat(Counts.of(recorder).executed()).isEqualTo(1);
      assertThat(PageText.of(recorder::writePage).sum("django_db_new_connections_total"))
          .isEqualTo(1);
    }
  }

  @Test
  void the_driver_manager_never_connects_through_it() throws Exception {
    try (HikariDataSource pool = lent("org.h2.Driver");
        Connection connection = DriverManager.getConnection(url)) {
      connection.createStatement().executeQuery("SELECT 1").close();

      assertThat(DriverManager.getDriver(url)).isInstanceOf(org.h2.Driver.class);
      assertThatThrownBy(() -> DriverManager.getConnection("jdbc:none:x"))
          .isInstanceOf(SQLException.class)
          .hasMessageStartingWith("No suitable driver");
      assertThat(Counts.of(recorder).executed()).isZero();
      assertThat(pool.isRunning()).isFalse();
    }
  }

  @Test
  void the_driver_leaves_with_its_last_source() throws Exception {
    try (HikariDataSource pool = lent("org.h2.Driver")) {
      assertThat(registered()).isTrue();
      PoolDriver.forget(metering);
      assertThat(registered()).isFalse();
      query(pool); // still connects
      assertThat(Counts.of(recorder).executed()).isZero();
    }
  }

  @Test
  void a_driver_that_refuses_the_url_is_kept() throws Exception {
    Properties properties = new Properties();
    assertThat(PoolDriver.lend(properties, "org.h2.Driver", "jdbc:other:x", metering)).isFalse();
    assertThat(PoolDriver.lend(properties, null, "jdbc:other:x", metering)).isFalse();
    assertThat(properties).isEmpty();
  }

  private HikariDataSource lent(String driverClass) throws SQLException {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(url);
    pool.setMinimumIdle(1);
    pool.setMaximumPoolSize(1);
    if (driverClass != null) {
      pool.setDriverClassName(driverClass);
    }
    assertThat(PoolDriver.lend(pool.getDataSourceProperties(), driverClass, url, metering))
        .isTrue();
    pool.setDriverClassName(PoolDriver.class.getName());
    WeakReference<HikariDataSource> weak = new WeakReference<>(pool);
    PoolDriver.restoreAtStart(pool, () -> restore(weak.get()));
    return pool;
  }

  private static void restore(HikariDataSource pool) {
    try {
      pool.setDriverClassName(
          PoolDriver.restore(pool.getDataSourceProperties(), pool.getJdbcUrl()));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void query(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      connection.createStatement().executeQuery("SELECT 1").close();
    }
  }

  private static boolean registered() {
    for (Driver each : Collections.list(DriverManager.getDrivers())) {
      if (each instanceof PoolDriver) {
        return true;
      }
    }
    return false;
  }
}
