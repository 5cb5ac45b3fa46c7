package io.upstream.metrics.sample.keeping;

import com.zaxxer.hikari.HikariDataSource;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.snapshots.MetricsSnapshots;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Stores the page in the platform's database, if {@code METRICS_STORE_IN_DB} says so. */
@Configuration(proxyBeanMethods = false)
class SnapshotConfiguration {

  /** Through the pool itself, past what counts statements: a snapshot is none of the platform's. */
  @Bean
  MetricsSnapshots snapshots(
      UpstreamRecorder recorder, DataSource database, @Value("${server.port}") int port)
      throws SQLException {
    return MetricsSnapshots.of(recorder, database.unwrap(HikariDataSource.class))
        .source("localhost:" + port)
        .start();
  }
}
