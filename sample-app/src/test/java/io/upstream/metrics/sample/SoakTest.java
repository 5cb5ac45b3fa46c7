package io.upstream.metrics.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks the application and its metrics under load. */
class SoakTest {

  @TempDir private Path folder;

  /**
   * As long as the soaks in which {@link SoakCatchesTest} finds each planted fault, and a third.
   */
  @Test
  @Tag("full")
  void a_minute_of_load_loses_nothing() throws Exception {
    soak(new Soak.Plan(12, Duration.ofSeconds(5), false));
  }

  /** And ten minutes for the twin, whose times are printed beside the application's. */
  @Test
  @Tag("long")
  void half_an_hour_of_load_loses_nothing() throws Exception {
    soak(new Soak.Plan(60, Duration.ofSeconds(30), true));
  }

  private void soak(Soak.Plan plan) throws Exception {
    Soak.needPrograms();
    SoakReport report = Soak.run(folder, plan);
    System.out.print(report.table());
    assertThat(report.complaints()).isEmpty();
  }
}
