package io.upstream.metrics.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class ReadinessTest {

  @Test
  void without_its_database_the_application_is_not_ready() throws Exception {
    try (Running sample = Running.start("--upstream.metrics.health.time-limit=5s")) {
      assertThat(sample.get("/metrics/readiness").statusCode()).isEqualTo(200);
      assertThat(healthcheck(sample.port())).isZero();
      closePool(sample.bean(DataSource.class));
      // A check holds for a second.
      long start = System.nanoTime();
      while (sample.get("/metrics/readiness").statusCode() != 503) {
        assertThat(System.nanoTime() - start).isLessThan(60_000_000_000L);
      }
      assertThat(healthcheck(sample.port())).isNotZero();
      assertThat(sample.get("/metrics/liveness").statusCode()).isEqualTo(200);
    }
  }

  /** Runs the command by which the composition asks the application. */
  private static int healthcheck(int port) throws Exception {
    Map<String, Map<String, Map<String, Map<String, List<String>>>>> composition =
        new Yaml().load(Files.readString(Path.of("..", "monitoring", "docker-compose.yml")));
    List<String> test = composition.get("services").get("app").get("healthcheck").get("test");
    assertThat(test.get(0)).isEqualTo("CMD");
    return new ProcessBuilder(
            test.stream().skip(1).map(part -> part.replace("8000", "" + port)).toList())
        .start()
        .waitFor();
  }

  private static void closePool(DataSource source) throws SQLException {
    source.unwrap(HikariDataSource.class).close();
  }
}
