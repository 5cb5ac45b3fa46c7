package io.upstream.metrics.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class ReadinessTest {

  @Test
  void without_its_database_the_application_is_not_ready() throws Exception {
    try (Running sample = Running.start("--upstream.metrics.health.time-limit=5s")) {
      assertThat(sample.get("/metrics/readiness").statusCode()).isEqualTo(200);
      closePool(sample.bean(DataSource.class));
      // A check holds for a second.
      long start = System.nanoTime();
      while (sample.get("/metrics/readiness").statusCode() != 503) {
        assertThat(System.nanoTime() - start).isLessThan(60_000_000_000L);
      }
      assertThat(sample.get("/metrics/liveness").statusCode()).isEqualTo(200);
    }
  }

  private static void closePool(DataSource source) throws SQLException {
    source.unwrap(HikariDataSource.class).close();
  }
}
