package io.upstream.metrics.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.guard.detect.Detectors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrivacyPageTest {

  @Test
  void it_lists_the_standard_detectors_in_their_order() throws Exception {
    List<String> listed =
        Files.readAllLines(Path.of("../docs/privacy.md")).stream()
            .filter(line -> line.matches("\\| `[a-z_]+` \\|.*"))
            .map(line -> line.substring(0, line.lastIndexOf('|', line.length() - 2)).strip())
            .toList();

    assertThat(listed)
        .as("the first two columns of the table in docs/privacy.md")
        .isEqualTo(
            Detectors.standard().stream()
                .map(each -> "| `%s` | %s".formatted(each.name(), each.finds()))
                .toList());
  }
}
