package io.upstream.metrics.guard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.label.Grammar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Measures what the screen finds, and what it takes by mistake. */
class RecallTest {

  private static final Path PAGE = Path.of("../docs/privacy.md");
  private static final String BEGIN = "<!-- figures: begin -->\n";
  private static final String END = "<!-- figures: end -->\n";
  private static final String COMMAND = "mvn -pl core test -Dtest=RecallTest -Dupstream.mend=true";

  static Stream<String> types() {
    return Stream.of(
        "Endpoint",
        "View",
        "ErrorType",
        "JobType",
        "ReportType",
        "SignalType",
        "ThrottleClass",
        "QueueName",
        "ModelName",
        "CacheKeyPrefix");
  }

  @Test
  void the_corpus_is_large() {
    Recall seen = Recall.of("seen-2.tsv");
    Recall unseen = Recall.of("unseen-2.tsv");

    assertThat(seen.values("personal") + unseen.values("personal")).isGreaterThan(400);
    assertThat(seen.values("ordinary") + unseen.values("ordinary")).isGreaterThan(600);
    assertThat(unseen.values("personal")).isGreaterThan(150);
    assertThat(unseen.values("ordinary")).isGreaterThan(200);
  }

  @ParameterizedTest
  @MethodSource("types")
  void personal_data_is_not_named(String type) {
    assertThat(Recall.of("unseen-2.tsv").notNamed(type)).isGreaterThanOrEqualTo(97);
  }

  @Test
  void personal_data_is_rarely_named_among_numbers() {
    assertThat(Recall.of("unseen-2.tsv").notNamed("CustomerId")).isGreaterThanOrEqualTo(85);
  }

  @Test
  void the_detectors_find_personal_data_without_grammars() {
    assertThat(Recall.of("unseen-2.tsv").notNamed("Any")).isGreaterThanOrEqualTo(90);
    assertThat(Grammar.ANY).isEqualTo("(?s).*"); // so nothing else turns a value away there
  }

  @ParameterizedTest
  @ValueSource(strings = {"unseen-1.tsv", "unseen-2.tsv"})
  void ordinary_values_are_named(String corpus) {
    assertThat(Recall.of(corpus).right("ordinary")).isGreaterThanOrEqualTo(97);
  }

  @Test
  void what_somebody_else_wrote_is_not_named() {
    assertThat(Recall.of("unseen-1.tsv").right("personal")).isGreaterThanOrEqualTo(97);
  }

  @ParameterizedTest
  @ValueSource(strings = {"seen-1.tsv", "seen-2.tsv"})
  void recall_of_the_detectors_does_not_fall(String corpus) {
    assertThat(Recall.of(corpus).right("personal")).isGreaterThan(98.5);
    assertThat(Recall.of(corpus).right("ordinary")).isGreaterThan(99.5);
    assertThat(Recall.of(corpus).misses("malformed")).isEmpty();
  }

  @Test
  void the_page_has_the_figures() throws IOException {
    String page = Files.readString(PAGE, UTF_8);
    String mended =
        page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
            + figures()
            + page.substring(page.indexOf(END));
    if (Boolean.getBoolean("upstream.mend")) {
      Files.writeString(PAGE, mended, UTF_8);
    }
    assertThat(mended)
        .as("docs/privacy.md has other figures; %s writes them anew", COMMAND)
        .isEqualTo(Files.readString(PAGE, UTF_8));
  }

  private static String figures() {
    Recall unseen = Recall.of("unseen-2.tsv");
    Recall earlier = Recall.of("unseen-1.tsv");
    Recall seen = Recall.of("seen-2.tsv");
    return """

        #### The unseen third: %d personal values, %d ordinary ones

        %s
        #### An earlier corpus, by somebody else: %d personal values, %d ordinary ones

        %s
        #### The two thirds that the detectors were written against: %d and %d values

        %s
        #### What comes out wrong in those two thirds

        %s
        """
        .formatted(
            unseen.values("personal"),
            unseen.values("ordinary"),
            unseen.tables(),
            earlier.values("personal"),
            earlier.values("ordinary"),
            earlier.tables(),
            seen.values("personal"),
            seen.values("ordinary"),
            seen.tables(),
            list(seen));
  }

  private static String list(Recall recall) {
    return Stream.of("personal", "ordinary")
        .flatMap(kind -> recall.misses(kind).stream())
        .map(miss -> "- " + miss)
        .reduce("", (page, line) -> page + line + "\n");
  }
}
