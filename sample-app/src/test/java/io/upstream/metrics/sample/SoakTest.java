package io.upstream.metrics.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the application can be left alone with its metrics under load. */
class SoakTest {

  private static final int ROUNDS = 12;

  @TempDir private Path folder;

  /** Two minutes of load, of which the twin has half a minute; {@code soak.seconds} sets others. */
  @Test
  @Tag("full")
  void for_two_minutes_nothing_grows_no_scrape_fails_and_no_count_is_lost() throws Exception {
    int seconds = Integer.getInteger("soak.seconds", 96);
    soak(new Soak.Plan(ROUNDS, Duration.ofSeconds(seconds / ROUNDS), true));
  }

  /** And ten minutes for the twin. */
  @Test
  @Tag("long")
  void for_half_an_hour_nothing_grows_no_scrape_fails_and_no_count_is_lost() throws Exception {
    soak(new Soak.Plan(60, Duration.ofSeconds(30), true));
  }

  private void soak(Soak.Plan plan) throws Exception {
    Soak.needPrograms();
    SoakReport report = Soak.run(folder, plan);
    System.out.print(report.table());
    assertThat(report.complaints()).isEmpty();
  }
}
