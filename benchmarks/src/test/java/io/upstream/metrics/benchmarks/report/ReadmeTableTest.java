package io.upstream.metrics.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README shows what RESULTS.md says, and RESULTS.md what the command measures. */
class ReadmeTableTest {

  private static final Path MODULE = Path.of(System.getProperty("basedir", "."));
  private static final Path README = MODULE.resolve("../README.md");
  private static final Path RESULTS = MODULE.resolve("RESULTS.md");

  @Test
  void theReadmeShowsTheTableOfTheResults() throws IOException {
    String readme = Files.readString(README);
    String table = table(Files.readString(RESULTS));
    if (Boolean.getBoolean("upstream.mend")) {
      Files.writeString(README, readme.replace(table(readme), table));
      return;
    }
    assertThat(table(readme))
        .as("mvn -pl benchmarks -am test -Dupstream.mend=true copies it from RESULTS.md")
        .isEqualTo(table);
  }

  @Test
  void theReadmeShowsThePlotThatTheCommandWrites() throws IOException {
    assertThat(Files.readString(README)).contains("](benchmarks/page.svg)");
    assertThat(Files.readString(MODULE.resolve("page.svg"))).startsWith("<svg ");
  }

  @Test
  void theResultsHaveEveryRowThatIsAskedFor() throws IOException {
    String table = table(Files.readString(RESULTS));
    for (Row row : Rows.all()) {
      assertThat(table).contains("| " + row.against() + " | " + row.targetText() + " |");
    }
  }

  private static String table(String text) {
    int begin = text.indexOf(Report.BEGIN);
    int end = text.indexOf(Report.END);
    assertThat(begin).as(Report.BEGIN).isNotNegative();
    assertThat(end).as(Report.END).isGreaterThan(begin);
    return text.substring(begin, end);
  }
}
