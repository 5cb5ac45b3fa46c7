package io.upstream.metrics.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.testing.WaitingCode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Logger;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.support.ProxyDataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Drivers, pools and log handlers that wait for a thread which uses the library. */
class JdbcHostileCodeTest {

  private final UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build();

  @AfterEach
  void close() {
    recorder.close();
  }

  /** A source that waits in each method of its own and of its connections and statements. */
  private static DataSource waiting(AtomicReference<WaitingCode> waiting) {
    DataSource h2 = TestDatabase.h2().raw();
    return wrapped(DataSource.class, h2, waiting);
  }

  private static <T> T wrapped(Class<T> type, T own, AtomicReference<WaitingCode> waiting) {
    return Stub.of(
        type,
        (method, arguments) -> {
          WaitingCode code = waiting.get();
          if (code != null) {
            code.call();
          }
          Object result = invoke(method, own, arguments);
          return result instanceof Connection connection
              ? wrapped(Connection.class, connection, waiting)
              : result instanceof PreparedStatement statement
                  ? wrapped(PreparedStatement.class, statement, waiting)
                  : result;
        });
  }

  private static Object invoke(Method method, Object own, Object[] arguments) throws Throwable {
    try {
      return method.invoke(own, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static void use(DataSource source) {
    try (Connection connection = source.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("UPDATE claims SET amount = 1 WHERE id = ?")) {
      statement.setInt(1, 7);
      statement.addBatch();
      statement.executeBatch();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    try (Connection connection = source.getConnection()) {
      connection.prepareStatement("SELECT nothing FROM nosuch").close();
    } catch (SQLException refused) {
      return;
    }
  }

  @Test
  void a_driver_may_wait_for_other_statements() {
    AtomicReference<WaitingCode> waiting = new AtomicReference<>();
    UpstreamDataSource source = UpstreamDataSource.wrap(waiting(waiting), "claims", recorder);
    waiting.set(new WaitingCode(() -> use(source)));
    use(source);
    assertWaited(waiting.get());
  }

  @Test
  void a_driver_beneath_a_listener_may_wait() {
    AtomicReference<WaitingCode> waiting = new AtomicReference<>();
    ProxyDataSource proxy = ProxyDataSourceBuilder.create(waiting(waiting)).name("claims").build();
    UpstreamListener.addTo(proxy, "claims", recorder);
    waiting.set(new WaitingCode(() -> use(proxy)));
    use(proxy);
    assertWaited(waiting.get());
  }

  /** A driver that the pool finds by its URL, and which waits when it is asked for anything. */
  @Test
  void a_pools_driver_may_wait_for_another_pool() throws Exception {
    AtomicReference<WaitingCode> waiting = new AtomicReference<>();
    String url = "jdbc:waiting:" + UUID.randomUUID();
    Driver h2 = new org.h2.Driver();
    Driver driver =
        Stub.of(
            Driver.class,
            (method, arguments) -> {
              WaitingCode code = waiting.get();
              if (code != null) {
                code.call();
              }
              return switch (method.getName()) {
                case "acceptsURL" -> arguments[0].equals(url);
                case "connect" ->
                    arguments[0].equals(url)
                        ? h2.connect("jdbc:h2:mem:", (Properties) arguments[1])
                        : null;
                default -> null;
              };
            });
    DriverManager.registerDriver(driver);
    try {
      waiting.set(new WaitingCode(() -> lendAndUse(url)));
      lendAndUse(url);
    } finally {
      DriverManager.deregisterDriver(driver);
    }
    assertWaited(waiting.get());
  }

  private void lendAndUse(String url) {
    ConnectionMetering metering = new ConnectionMetering("claims", () -> recorder);
    try (HikariDataSource pool = new HikariDataSource()) {
      pool.setJdbcUrl(url);
      pool.setMaximumPoolSize(1);
      Properties properties = new Properties();
      assertThat(PoolDriver.lend(properties, null, url, metering)).isTrue();
      pool.setDataSourceProperties(properties);
      pool.setDriverClassName(PoolDriver.class.getName());
      metering.belongTo(pool);
      pool.getConnection().close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } finally {
      PoolDriver.forget(metering);
      metering.close();
    }
  }

  @Test
  void a_log_handler_may_wait_for_other_statements() {
    AtomicReference<DataSource> failing = new AtomicReference<>();
    WaitingCode waiting = new WaitingCode(() -> use(failing.get()));
    failing.set(
        UpstreamDataSource.wrap(
            Stub.source(
                (method, arguments) -> {
                  if (method.getName().equals("getMetaData")) {
                    throw new IllegalStateException("on purpose");
                  }
                  return null;
                }),
            "claims",
            recorder));
    Logger logger = Logger.getLogger("io.upstream.metrics");
    java.util.logging.Level before = logger.getLevel();
    Handler handler = waiting.logHandler();
    logger.setLevel(java.util.logging.Level.ALL); // a failure is a warning once
    logger.addHandler(handler);
    try {
      use(failing.get());
    } finally {
      logger.removeHandler(handler);
      logger.setLevel(before);
    }
    assertWaited(waiting);
  }

  private static void assertWaited(WaitingCode waiting) {
    assertThat(waiting.failures()).isEmpty();
    assertThat(waiting.waits()).isPositive();
  }
}
