package io.upstream.metrics.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.sample.ledger.LedgerEvent;
import io.upstream.metrics.testing.PageText;
import io.upstream.metrics.testing.PostgresServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs two instances with the profile postgres on one database. */
@Tag("full")
class PostgresTest {

  @Test
  void two_instances_share_one_database() throws Exception {
    try (PostgresServer server = PostgresServer.start();
        Running one = start(server, 1);
        Running two = start(server, 2)) {
      one.steps(30);
      two.steps(30);
      for (Running app : new Running[] {one, two}) {
        PageText page = app.page();
        assertThat(LedgerQueries.shown(page)).isEqualTo(app.ledger());
        assertThat(page.sum("django_db_execute_total", "vendor=\"postgresql\"")).isPositive();
        assertThat(page.sum("django_model_inserts_total", "model=\"Claim\"")).isPositive();
        assertThat(page.sum("django_model_deletes_total", "model=\"Claim\"")).isPositive();
        assertThat(page.sum("django_db_errors_total", "postgresql", "type=\"IntegrityError\""))
            .isPositive();
      }
      // The second sees the alerts of the first, of the same customers: it repeats none of the day.
      assertThat(two.ledger().get(LedgerEvent.ALERT_SUPPRESSED)).isPositive();
    }
  }

  private static Running start(PostgresServer server, int seed) {
    return Running.start(
        "--spring.profiles.active=postgres",
        "--spring.datasource.url=" + server.url(),
        "--spring.datasource.username=test",
        "--sample.seed=" + seed);
  }
}
