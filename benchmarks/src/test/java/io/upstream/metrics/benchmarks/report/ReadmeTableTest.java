package io.upstream.metrics.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README shows some rows of RESULTS.md, and RESULTS.md has every row of the command. */
class ReadmeTableTest {

  private static final Path MODULE = Path.of(System.getProperty("basedir", "."));
  private static final Path README = MODULE.resolve("../README.md");
  private static final Path RESULTS = MODULE.resolve("RESULTS.md");

  @Test
  void the_readme_shows_rows_of_the_results() throws IOException {
    String readme = Files.readString(README);
    String table =
        Report.BEGIN + "\n\n" + Report.readmeTable(table(Files.readString(RESULTS))) + "\n";
    if (Boolean.getBoolean("upstream.mend")) {
      Files.writeString(README, readme.replace(table(readme), table));
      return;
    }
    assertThat(table(readme))
        .as("mvn -pl benchmarks -am test -Dupstream.mend=true copies it from RESULTS.md")
        .isEqualTo(table);
  }

  @Test
  void the_plot_is_written_by_the_command() throws IOException {
    assertThat(Files.readString(RESULTS)).contains("](page.svg)");
    assertThat(Files.readString(MODULE.resolve("page.svg"))).startsWith("<svg ");
  }

  @Test
  void the_results_have_every_row() throws IOException {
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
