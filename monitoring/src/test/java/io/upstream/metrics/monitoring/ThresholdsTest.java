package io.upstream.metrics.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.upstream.metrics.monitoring.threshold.Thresholds;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Changes thresholds, and checks what is refused. */
class ThresholdsTest {

  @Test
  void a_change_reaches_rules_texts_and_links() throws IOException {
    String rules =
        MonitoringFiles.alerts(
            changed("ratio: 0.05 # guide\n    requests: 20", "ratio: 0.02\n    requests: 99")
                .and("http://localhost:3000", "https://grafana.example.org")
                .parsed());
    assertThat(rules)
        .contains("> 0.02 and", ">= 99", "above 2%.", "https://grafana.example.org/d/upstream-api")
        .doesNotContain("localhost:3000");
  }

  @Test
  void the_rules_name_the_file() {
    assertThat(MonitoringFiles.alerts(Thresholds.COMMITTED))
        .contains("# Thresholds, windows", "thresholds.yml");
  }

  @Test
  void an_unknown_key_is_refused_by_name() throws IOException {
    assertRefused(
        changed("    failures: 10\n  Inst", "    failure: 10\n  Inst"),
        "alerts.HighErrorRate.failures is missing");
    assertRefused(
        changed("    ratio: 0.95\n", "    ratio: 0.95\n    ration: 1\n"),
        "alerts.ConnectionPoolExhausted.ration is not known");
    assertRefused(changed("\nlinks:", "\nlink:"), "links is null; expected a mapping");
  }

  @Test
  void an_impossible_value_is_refused_with_the_expectation() throws IOException {
    assertRefused(
        changed("ratio: 0.95", "ratio: 95"), "ratio is 95.0; expected a share between 0 and 1");
    assertRefused(
        changed("severity: none", "severity: fatal"),
        "is fatal; expected critical, warning, info, none");
    assertRefused(changed("age: 26h", "age: a day"), "is a day; expected a length of time such as");
    assertRefused(changed("score: 0.8", "score: high"), "is high; expected a number");
    assertRefused(changed("http://localhost:3000", "localhost:3000/"), "expected an http address");
  }

  private static void assertRefused(Change change, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MonitoringFiles.alerts(change.parsed()))
        .withMessageContaining(message)
        .withMessageContaining("monitoring/thresholds.yml");
  }

  private static Change changed(String was, String is) throws IOException {
    return new Change(Files.readString(MonitoringFilesTest.MONITORING.resolve(Thresholds.FILE)))
        .and(was, is);
  }

  private record Change(String text) {

    Change and(String was, String is) {
      assertThat(text).contains(was);
      return new Change(text.replace(was, is));
    }

    Thresholds parsed() {
      return Thresholds.parse(text);
    }
  }
}
