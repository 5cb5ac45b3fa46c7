package io.upstream.metrics.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.util.ClassUtils;

/**
 * Classes of Boot that have moved are referred to by name, and Boot passes over names that it does
 * not know: here each is looked for in the generation that has it.
 */
class NamesTest {

  @Test
  void one_name_of_each_pair_exists() throws Exception {
    List<String> ours = ours();
    assertThat(ours).isNotEmpty();
    for (String configuration : ours) {
      AutoConfiguration order = Class.forName(configuration).getAnnotation(AutoConfiguration.class);
      List<String> names =
          Stream.of(order.afterName(), order.beforeName()).flatMap(Arrays::stream).toList();
      if (names.isEmpty()) {
        continue;
      }
      assertThat(names)
          .as(configuration + " on this Boot")
          .anyMatch(name -> ClassUtils.isPresent(name, null));
    }
  }

  private static List<String> ours() {
    return ImportCandidates.load(AutoConfiguration.class, null).getCandidates().stream()
        .filter(name -> name.startsWith("io.upstream.metrics."))
        .toList();
  }
}
