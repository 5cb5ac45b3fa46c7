package io.upstream.metrics.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks that the secrets of an operator appear in no output of a command. */
class CommandSecretsTest {

  private static final Map<String, String> NOTHING = Map.of();

  @Test
  void the_first_of_several_tokens_is_sent(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("tokens"), "new\nold\n");
    try (FakeServer application = FakeServer.page()) {
      String[] words = {"export-metrics", "--url", application.url()};
      assertThat(Run.of(Map.of("METRICS_AUTH_TOKEN_FILE", file.toString()), words).code()).isZero();
      assertThat(Run.of(Map.of("METRICS_AUTH_TOKEN", "new,old"), words).code()).isZero();
      assertThat(application.asked())
          .extracting(asked -> asked.split(" ")[3])
          .containsExactly("new", "new");
    }
  }

  @Test
  void a_token_that_fits_no_header_is_hidden() {
    Run run = Run.of(NOTHING, "export-metrics", "--token", "s3cret\u0000\u00e9");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("expected printable ASCII").doesNotContain("s3cret");
  }

  @ParameterizedTest
  @CsvSource({
    "export-metrics, --url, http://user:s3cret@127.0.0.1:1/metrics",
    "export-metrics, --url, ftp://user:s3cret@127.0.0.1",
    "export-metrics, --pushgateway, user:s3cret@127.0.0.1:1",
    "export-metrics, --pushgateway, http://user:s3cret@127.0.0.1:1",
    "cleanup-metrics, --db-url, postgresql:user:s3cret@127.0.0.1/claims",
    "cleanup-metrics, --db-url, s3cret",
    "cleanup-metrics, --db-url, jdbc:nothing://127.0.0.1/claims?user=u&password=s3cret"
  })
  void a_password_in_an_address_is_refused(String command, String name, String value) {
    String[] words =
        name.equals("--pushgateway")
            ? new String[] {command, name, value, "--job", "nightly"}
            : new String[] {command, name, value};
    Run run = Run.of(NOTHING, words);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).isNotBlank().doesNotContain("s3cret");
  }

  @Test
  void redirects_are_not_followed() throws Exception {
    try (FakeServer elsewhere = FakeServer.page();
        FakeServer application = FakeServer.sendingTo(elsewhere)) {
      Run run = Run.of(NOTHING, "export-metrics", "--url", application.url(), "--token", "s3cret");
      assertThat(run.code()).isEqualTo(1);
      assertThat(application.asked()).hasSize(1);
      assertThat(elsewhere.asked()).isEmpty();
    }
  }

  @Test
  void an_environment_is_described_by_its_names() {
    assertThat(new Environment(Map.of("METRICS_DB_PASSWORD", "s3cret")))
        .hasToString("Environment[METRICS_DB_PASSWORD]");
  }
}
