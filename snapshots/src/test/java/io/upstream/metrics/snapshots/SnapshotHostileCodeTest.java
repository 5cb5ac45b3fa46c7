package io.upstream.metrics.snapshots;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An application's own code that throws, or waits for a thread which stores a snapshot. */
class SnapshotHostileCodeTest {

  private final UpstreamRecorder recorder =
      SnapshotSemantics.settings(Map.of("METRICS_STORE_IN_DB", "true")).build();

  @AfterEach
  void close() {
    recorder.close();
  }

  @Test
  void a_data_source_may_wait_for_another_snapshot() throws Exception {
    AtomicReference<MetricsSnapshots> snapshots = new AtomicReference<>();
    AtomicReference<Boolean> other = new AtomicReference<>();
    DataSource waiting =
        source(
            () -> {
              if (other.get() == null) {
                other.set(
                    CompletableFuture.supplyAsync(() -> snapshots.get().store())
                        .orTimeout(20, SECONDS)
                        .join());
              }
              return null;
            });
    try (MetricsSnapshots made =
        MetricsSnapshots.of(recorder, waiting)
            .interval(Duration.ofHours(1))
            .patience(Duration.ofMillis(20))
            .start()) {
      snapshots.set(made);
      assertThat(CompletableFuture.supplyAsync(made::store).get(30, SECONDS)).isTrue();
    }
    assertThat(other.get()).as("it waited for its turn, and not for ever").isFalse();
  }

  @Test
  void a_throwing_log_handler_does_not_end_snapshots() throws Exception {
    Logger logger = Logger.getLogger(MetricsSnapshots.class.getName());
    Handler broken = new Broken();
    DataSource failing =
        source(
            () -> {
              throw new SQLException("no");
            });
    logger.addHandler(broken);
    try (MetricsSnapshots snapshots =
        MetricsSnapshots.of(recorder, failing).interval(Duration.ofHours(1)).start()) {
      assertThat(snapshots.store()).isFalse();
    } finally {
      logger.removeHandler(broken);
    }
  }

  /** A database; something runs before each connection. */
  private static DataSource source(Callable<Void> before) {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    return (DataSource)
        Proxy.newProxyInstance(
            SnapshotHostileCodeTest.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getConnection")) {
                before.call();
              }
              return method.invoke(h2, arguments);
            });
  }

  private static final class Broken extends Handler {
    @Override
    public void publish(LogRecord message) {
      throw new IllegalStateException("handler");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
