package io.upstream.metrics.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.testing.PageText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HikariPoolsTest {

  private final UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build();

  @AfterEach
  void close() {
    recorder.close();
  }

  @Test
  void a_wrapped_pool_shows_its_numbers() throws Exception {
    try (UpstreamDataSource source = UpstreamDataSource.wrap(pool(4), "claims", recorder)) {
      try (Connection one = source.getConnection();
          Connection two = source.getConnection()) {
        assertThat(one).isNotSameAs(two);
        assertThat(gauge("active", "claims")).isEqualTo(2);
        assertThat(gauge("idle", "claims")).isBetween(0.0, 2.0);
        assertThat(gauge("pending", "claims")).isZero();
        assertThat(gauge("max", "claims")).isEqualTo(4);
      }
      assertThat(gauge("active", "claims")).isZero();
    }
  }

  @Test
  void waiting_for_an_exhausted_pool_is_shown() throws Exception {
    try (UpstreamDataSource source = UpstreamDataSource.wrap(pool(1), "claims", recorder)) {
      CompletableFuture<Void> waiting;
      try (Connection held = source.getConnection()) {
        assertThat(held).isNotNull();
        waiting =
            CompletableFuture.runAsync(
                () -> {
                  try (Connection connection = source.getConnection()) {
                    assertThat(connection).isNotNull();
                  } catch (SQLException e) {
                    throw new CompletionException(e);
                  }
                });
        while (gauge("pending", "claims") != 1 && !waiting.isDone()) {
          Thread.onSpinWait();
        }
        assertThat(waiting).isNotDone();
        assertThat(gauge("active", "claims")).isEqualTo(1);
      }
      waiting.join();
      assertThat(gauge("pending", "claims")).isZero();
      assertThat(gauge("active", "claims")).isZero();
    }
  }

  @Test
  void several_pools_on_one_recorder_keep_apart() throws Exception {
    try (UpstreamDataSource claims = UpstreamDataSource.wrap(pool(4), "claims", recorder);
        UpstreamDataSource remits = UpstreamDataSource.wrap(pool(2), "remits", recorder);
        Connection connection = remits.getConnection()) {
      assertThat(connection).isNotNull();
      assertThat(claims).isNotSameAs(remits);
      assertThat(gauge("max", "claims")).isEqualTo(4);
      assertThat(gauge("max", "remits")).isEqualTo(2);
      assertThat(gauge("active", "claims")).isZero();
      assertThat(gauge("active", "remits")).isEqualTo(1);
    }
  }

  @Test
  void a_pool_over_a_wrapped_source_is_reported() throws Exception {
    UpstreamDataSource source =
        UpstreamDataSource.wrap(TestDatabase.h2().raw(), "claims", recorder);
    HikariConfig config = new HikariConfig();
    config.setDataSource(source);
    config.setMaximumPoolSize(2);
    try (HikariDataSource pool = new HikariDataSource(config);
        AutoCloseable watch = HikariPools.watch(pool, "claims", recorder);
        Connection connection = pool.getConnection()) {
      assertThat(watch).isNotNull();
      assertThat(connection).isNotNull();
      assertThat(gauge("active", "claims")).isEqualTo(1);
      assertThat(gauge("max", "claims")).isEqualTo(2);
    }
  }

  @Test
  void a_pool_that_has_not_started_is_empty() throws Exception {
    try (HikariDataSource idle = new HikariDataSource()) {
      idle.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
      idle.setMaximumPoolSize(5);
      try (UpstreamDataSource source = UpstreamDataSource.wrap(idle, "claims", recorder)) {
        assertThat(source).isNotNull();
        assertThat(gauge("active", "claims")).isZero();
        assertThat(gauge("max", "claims")).isEqualTo(5);
      }
    }
  }

  @Test
  void a_closed_source_is_not_asked_any_more() throws Exception {
    HikariDataSource pool = pool(4);
    UpstreamDataSource.wrap(pool, "claims", recorder).close();
    assertThat(pool.isClosed()).isTrue();
    assertThat(PageText.of(recorder::writePage).text()).doesNotContain("hikaricp_connections_max{");
  }

  @Test
  void foreign_gauges_of_that_name_do_not_interfere() throws Exception {
    PrometheusRegistry registry = new PrometheusRegistry();
    Gauge theirs =
        Gauge.builder().name("hikaricp_connections_active").help("theirs").register(registry);
    theirs.set(42);
    UpstreamRecorder shared = UpstreamRecorder.builder().registry(registry).jvm(false).build();
    try (UpstreamDataSource source = UpstreamDataSource.wrap(pool(2), "claims", shared);
        Connection connection = source.getConnection()) {
      assertThat(connection).isNotNull();
      assertThat(PageText.of(shared::writePage).sum("hikaricp_connections_active")).isEqualTo(42);
      assertThat(PageText.of(shared::writePage).sum("django_db_connections_active")).isEqualTo(1);
    } finally {
      shared.close();
    }
  }

  private double gauge(String name, String pool) {
    return PageText.of(recorder::writePage)
        .sum("hikaricp_connections_" + name, "pool=\"" + pool + "\"");
  }

  private static HikariDataSource pool(int size) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    return new HikariDataSource(config);
  }
}
