package io.upstream.metrics.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/** RESULTS.md, its plot and the tables of documents are derived from results.tsv. */
class ResultsTest {

  private static final Path MODULE = Path.of(System.getProperty("basedir", "."));
  private static final String MEND =
      "mvn -pl benchmarks -am test -Dtest=ResultsTest -Dsurefire.failIfNoSpecifiedTests=false"
          + " -Dupstream.mend=true derives it from results.tsv";

  private ResultDocuments documents;

  @BeforeEach
  void read() throws IOException {
    documents = new ResultDocuments(Measured.read(MODULE.resolve("results.tsv")));
  }

  @Test
  void results_page_is_derived() throws IOException {
    compare(MODULE.resolve("RESULTS.md"), documents.results());
  }

  @Test
  void plot_is_derived() throws IOException {
    compare(MODULE.resolve("page.svg"), documents.plot());
  }

  @Test
  void tables_of_documents_are_derived() throws IOException {
    for (String name : ResultDocuments.WITH_TABLES) {
      Path file = MODULE.resolve("..").resolve(name);
      String document = Files.readString(file);
      assertThat(document).as(name).contains("<!-- results: ");
      compare(file, documents.mended(document));
    }
  }

  @Test
  void every_row_names_existing_benchmarks() {
    Set<String> existing =
        BenchmarkList.defaultList()
            .getAll(
                OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT), List.of())
            .stream()
            .map(entry -> entry.getUsername())
            .map(name -> name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1))
            .collect(Collectors.toCollection(TreeSet::new));
    for (ResultRow row : rows()) {
      for (String name : new String[] {row.ours(), row.theirs()}) {
        if (name != null && name.contains("Benchmark.")) {
          assertThat(existing).contains(name.split(" ")[0]);
        }
      }
    }
  }

  @Test
  void every_row_has_a_reason_of_two_sentences() {
    for (ResultRow row : rows()) {
      assertThat(row.why().split("\\. ")).as(row.work()).hasSize(2);
      assertThat(row.why()).as(row.work()).endsWith(".");
    }
  }

  private static List<ResultRow> rows() {
    List<ResultRow> rows = new ArrayList<>(Rows.all());
    rows.addAll(new StorageTable(new Measured()).all());
    return rows;
  }

  private static void compare(Path file, String expected) throws IOException {
    if (Boolean.getBoolean("upstream.mend")) {
      Files.writeString(file, expected);
    }
    assertThat(Files.readString(file)).as(MEND).isEqualTo(expected);
  }
}
