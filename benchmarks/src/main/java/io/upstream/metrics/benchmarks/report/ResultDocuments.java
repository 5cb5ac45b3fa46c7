package io.upstream.metrics.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that is derived from the results: RESULTS.md, the plot, and tables of documents. */
final class ResultDocuments {

  /** The documents that have a table, relative to the repository. */
  static final List<String> WITH_TABLES = List.of("README.md", "docs/limits.md", "docs/jdbc.md");

  private static final String BEGIN = "<!-- results: ";
  private static final String END = "<!-- end of results -->";

  private final Measured measured;
  private final ResultsReport report;
  private final Map<String, String> tables = new LinkedHashMap<>();

  ResultDocuments(Measured measured) {
    this.measured = measured;
    this.report = new ResultsReport(measured);
    tables.put("proof", report.proof());
    tables.put("series", report.series());
    tables.put("jdbc", report.ratios(row -> row.work().startsWith("JDBC")));
  }

  String results() {
    return report.text();
  }

  String plot() {
    return Plot.of(measured);
  }

  /** Returns a document with its tables as the results have them. */
  String mended(String document) {
    String mended = document;
    for (Map.Entry<String, String> table : tables.entrySet()) {
      String begin = BEGIN + table.getKey() + " -->";
      int from = mended.indexOf(begin);
      if (from >= 0) {
        int to = mended.indexOf(END, from);
        mended =
            mended.substring(0, from)
                + (begin + "\n\n" + table.getValue() + "\n")
                + mended.substring(to);
      }
    }
    return mended;
  }

  /** Writes the tables into the documents. */
  void mend(Path repository) throws IOException {
    for (String name : WITH_TABLES) {
      Path file = repository.resolve(name);
      Files.writeString(file, mended(Files.readString(file)));
    }
  }
}
