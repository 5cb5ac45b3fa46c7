package io.upstream.metrics.benchmarks.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What came out, for people. */
final class Report {

  /** Between these lines the table of all rows stands, and in the README a part of it. */
  static final String BEGIN = "<!-- ratios: written by the benchmarks -->";

  static final String END = "<!-- end of ratios -->";

  private static final String HEADER =
      "| work | against | at most | measured | reached |\n|---|---|---:|---:|---|\n";

  private final Measured measured;
  private final Probes probes;
  private final boolean full;
  private final long minutes;

  Report(Measured measured, Probes probes, boolean full, long minutes) {
    this.measured = measured;
    this.probes = probes;
    this.full = full;
    this.minutes = minutes;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append("# Results\n\n");
    text.append("Written by `mvn verify -Pbench");
    text.append(full ? "" : " -Dbench=short");
    text.append("` on ").append(LocalDate.now()).append(" in ").append(minutes);
    text.append(" minutes, on ").append(Environment.machine()).append(".\n");
    text.append(Environment.versions()).append(".\n\n");
    text.append(
        """
        Everybody is measured in the same run, in a Java machine of their own. A time is the least of \
        short iterations, because what else a machine does only ever adds; a ratio is that of the \
        least over all rounds, with the lowest and highest of a single round in parentheses. A round \
        is one Java machine, and the compiler does not put the same code together alike in each: long \
        chains of calls, peers' above all, come out several times slower in one than in another. So a \
        row with few rounds tells the order of magnitude. A row whose rounds lie on both sides of its \
        target is undecided. Times are this machine's and mean nothing elsewhere.

        """);
    text.append(BEGIN).append("\n\n").append(table()).append('\n').append(END).append("\n\n");
    if (full) {
      Missed.write(text, missed());
      growth(text);
      interference(text);
      text.append("## What is left under a guard\n\n");
      text.append("50,000 events of 5,000 customers, with room for 100 customers.\n\n");
      probes.guards().forEach(line -> text.append(line).append('\n'));
      text.append('\n');
    }
    figures(text);
    return text.toString();
  }

  /**
   * Returns the rows of a results table that the README shows, each with the work that it is about.
   */
  static String readmeTable(String table) {
    StringBuilder shown = new StringBuilder(HEADER);
    String work = "";
    for (String line : table.lines().filter(each -> each.startsWith("| ")).skip(1).toList()) {
      String[] cells = line.substring(2).split(" \\| ", -1);
      work = cells[0].isBlank() ? work : cells[0];
      for (Row row : Rows.all()) {
        if (row.inReadme() && row.work().equals(work) && row.against().equals(cells[1].strip())) {
          cells[0] = work;
          shown.append("| ").append(String.join(" | ", cells)).append('\n');
        }
      }
    }
    return shown.toString();
  }

  /** The rows and whether they reach their targets. */
  String table() {
    StringBuilder table = new StringBuilder(HEADER);
    String before = "";
    for (Row row : Rows.all()) {
      Row.Result result = row.result(measured);
      if (result != null) {
        table.append(
            "| %s | %s | %s | %s | %s |\n"
                .formatted(
                    row.work().equals(before) ? "" : row.work(),
                    row.against(),
                    row.targetText(),
                    result.measured(),
                    result.outcome().text));
        before = row.work();
      }
    }
    return table.toString();
  }

  private List<Row> missed() {
    List<Row> missed = new ArrayList<>();
    for (Row row : Rows.all()) {
      Row.Result result = row.result(measured);
      if (result != null && result.outcome() != Row.Outcome.YES) {
        missed.add(row);
      }
    }
    return missed;
  }

  private void growth(StringBuilder text) {
    text.append("## Growth\n\n");
    text.append(
        """
        Counters with four labels, 36 to a customer; a heap of 2 GB. Events come in random order, or \
        customer by customer. Micrometer is left out at a million, where a page takes minutes. \
        "limit" copies lines that were prepared, and counts in a `HashMap<String, LongAdder[]>`. \
        Where the series of a customer have been made one after the other ("together"), their numbers \
        lie side by side in memory, as those of the limit always do; where all came in random order, \
        each is a miss of the caches as soon as they are too small for all. An event in random order \
        misses them for its customer, too. That is what grows, ours as the limit; and the limit's \
        lines, some 117 bytes each, are too many for the caches before our numbers are. Events in \
        order come after those in random order in the same Java machine.

        ![Page time against series](page.svg)

        | library | series | heap, B a series | ns an event | in order | page, ms | page, ns a series |
        |---|---:|---:|---:|---:|---:|---:|
        """);
    String together = "UPSTREAM" + Probes.TOGETHER;
    for (String peer : List.of("UPSTREAM", together, "CLIENT_JAVA", "MICROMETER", "PREPARED")) {
      Map<Integer, Probes.Grown> rows = probes.growth().getOrDefault(peer, Map.of());
      rows.forEach(
          (series, grown) ->
              text.append(
                  String.format(
                      Locale.ROOT,
                      "| %s | %,d | %s | %s | %s | %s | %s |%n",
                      peer.toLowerCase(Locale.ROOT).replace("prepared", "limit"),
                      series,
                      peer.equals("PREPARED") ? "-" : Numbers.of(grown.heap()),
                      Numbers.of(grown.record()),
                      Numbers.of(grown.inOrder()),
                      Numbers.millis(grown.page()),
                      Numbers.of(grown.page() / series))));
    }
    text.append('\n');
  }

  private void interference(StringBuilder text) {
    double[] figures = probes.interference();
    text.append("## Recording while pages are written\n\n");
    text.append(
        """
        36,000 series; medians of alternating phases. An event includes asking the clock twice. A \
        page's time is what its thread ran. Recording and a page share no lock; what they share is \
        the numbers: one that a page has read on one core has to come back to the other for the next \
        event, at most once for each series and page. Back-to-back pages, some thousand a second, make \
        nearly every event such a one. Another recorder's pages share nothing with the one that \
        records. Beside ten pages a second a phase has one or two pages.

        | | alone | beside | ratio |
        |---|---:|---:|---:|
        """);
    String[] besides = {
      "back-to-back pages", "back-to-back pages of another recorder", "ten pages a second"
    };
    for (int i = 0; i < besides.length; i++) {
      int at = 2 * i + 2;
      interference(text, "an event, median, ns; beside " + besides[i], figures[0], figures[at]);
      interference(text, "an event, p99, ns; beside " + besides[i], figures[1], figures[at + 1]);
    }
    interference(
        text, "a page, ms; beside two threads that record", figures[8] / 1e6, figures[9] / 1e6);
    text.append('\n');
  }

  private static void interference(StringBuilder text, String what, double alone, double beside) {
    text.append(
        "| %s | %s | %s | %s |\n"
            .formatted(what, Numbers.of(alone), Numbers.of(beside), Numbers.of(beside / alone)));
  }

  private void figures(StringBuilder text) {
    text.append("## All figures\n\n");
    text.append(
        "Nanoseconds (bytes, where it is heap), the least and the highest of the rounds.\n\n");
    text.append("| benchmark | least | highest round | B allocated |\n|---|---:|---:|---:|\n");
    measured
        .all()
        .forEach(
            (name, scores) ->
                text.append(
                    "| %s | %s | %s | %s |\n"
                        .formatted(
                            name,
                            Numbers.of(measured.nanos(name)),
                            Numbers.of(
                                scores.stream().mapToDouble(Score::nanos).max().orElse(Double.NaN)),
                            Numbers.bytes(measured.bytes(name)))));
  }
}
