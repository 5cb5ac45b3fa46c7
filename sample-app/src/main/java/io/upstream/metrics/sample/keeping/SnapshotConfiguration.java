package io.upstream.metrics.sample.keeping;

import com.zaxxer.hikari.HikariDataSource;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.snapshots.MetricsSnapshots;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Stores the page in the platform's database if {@code METRICS_STORE_IN_DB} is true. */
@Configuration(proxyBeanMethods = false)
class SnapshotConfiguration {

  /** Does not use the metered pool, so that statements of snapshots are not counted. */
  @Bean
  MetricsSnapshots snapshots(
      UpstreamRecorder recorder, DataSource database, @Value("${server.port}") int port)
      throws SQLException {
    HikariDataSource pool = database.unwrap(HikariDataSource.class);
    return MetricsSnapshots.of(
            recorder,
            new DriverManagerDataSource(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword()))
        .source("localhost:" + port)
        .start();
  }
}
