package io.upstream.metrics.sample.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ClaimGeneratorTest {

  @Test
  void the_seed_determines_the_file() {
    assertThat(file(3)).isEqualTo(file(3)).isNotEqualTo(file(4)).hasLineCount(4 * 25 * 40);
  }

  private static String file(long seed) {
    ClaimGenerator mill = new ClaimGenerator(0, "C", new Random(seed));
    StringBuilder file = new StringBuilder();
    for (int day = 0; day < 40; day++) {
      mill.day(day, 25, file);
    }
    return file.toString();
  }
}
