package io.upstream.metrics.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.annotation.Configuration;

/** Measures what the jar costs an idle application: beans, and its share of the start. */
class StartUpCostTest {

  private static final int STARTS = 5;

  private static final String WITHOUT =
      "spring.autoconfigure.exclude="
          + ImportCandidates.load(AutoConfiguration.class, null).getCandidates().stream()
              .filter(name -> name.startsWith("io.upstream.metrics."))
              .collect(Collectors.joining(","));

  @Test
  void it_is_a_small_share_of_the_start() {
    start("spring.main.lazy-initialization=false"); // classes are loaded once
    List<Long> with = new ArrayList<>();
    List<Long> without = new ArrayList<>();
    int[] beans = new int[2];
    for (int i = 0; i < STARTS; i++) {
      beans[0] = start(WITHOUT, without);
      beans[1] = start("upstream.metrics.enabled=true", with);
    }
    double share = median(with) / (double) median(without) - 1;
    System.out.printf(
        "Boot %s: %d beans more than %d; median start %d ms without, %d ms with, %.1f %% more%n",
        System.getProperty("boot.generation"),
        beans[1] - beans[0],
        beans[0],
        median(without) / 1_000_000,
        median(with) / 1_000_000,
        share * 100);
    assertThat(beans[1] - beans[0]).isBetween(1, 60);
  }

  private static void start(String property) {
    start(property, new ArrayList<>());
  }

  private static int start(String property, List<Long> nanos) {
    long begin = System.nanoTime();
    try (Running app = Running.start(Empty.class, property, "spring.jpa.hibernate.ddl-auto=none")) {
      nanos.add(System.nanoTime() - begin);
      return app.context().getBeanDefinitionCount();
    }
  }

  private static long median(List<Long> nanos) {
    Collections.sort(nanos);
    return nanos.get(nanos.size() / 2);
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Empty {}
}
