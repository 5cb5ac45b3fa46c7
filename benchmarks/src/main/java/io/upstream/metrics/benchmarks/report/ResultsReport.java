package io.upstream.metrics.benchmarks.report;

import io.upstream.metrics.benchmarks.guard.GuardPeers;
import io.upstream.metrics.benchmarks.peers.MeasuredLibrary;
import io.upstream.metrics.benchmarks.probe.Growth;
import io.upstream.metrics.benchmarks.probe.SeriesMemory;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The results as text. */
final class ResultsReport {

  private static final String HEADER =
      "| work | against | at most | measured | reached |\n|---|---|---:|---:|---|\n";

  private final Measured measured;
  private final List<ResultRow> rows;

  ResultsReport(Measured measured) {
    this.measured = measured;
    this.rows = Rows.all().stream().filter(row -> row.outcome(measured) != null).toList();
  }

  /** Returns the benchmarks that rows name and that were not measured. */
  static Set<String> unmeasured(Measured measured, boolean all) {
    Set<String> missing = new LinkedHashSet<>();
    if (all) {
      for (ResultRow row : Rows.all()) {
        for (String name :
            row.theirs() == null ? List.of(row.ours()) : List.of(row.ours(), row.theirs())) {
          if (!measured.has(name)) {
            missing.add(name);
          }
        }
      }
    }
    return missing;
  }

  String text() {
    StringBuilder text = new StringBuilder("# Results\n\n");
    if (!measured.fact("date").equals(Measured.UNKNOWN)) {
      text.append(
          "Measured on %s in %s minutes, on %s. %s; rows that say so have client_java %s.\n\n"
              .formatted(
                  measured.fact("date"),
                  measured.fact("minutes"),
                  measured.fact("machine"),
                  measured.fact("versions"),
                  measured.fact("oldest client_java")));
    }
    Map<String, String> later = measured.facts("part");
    if (!later.isEmpty()) {
      text.append("Parts that were measured by themselves: ");
      text.append(
          later.entrySet().stream()
              .map(part -> "`%s` on %s".formatted(part.getKey(), part.getValue()))
              .collect(Collectors.joining(", ")));
      text.append(".\n\n");
    }
    text.append(
        """
        `mvn verify -Pbench -pl benchmarks -am -DskipTests` measures everything again in less than half \
        an hour, on a machine that does nothing else; with `-Dbench.parts=pages,jdbc` it measures parts \
        and keeps the rest. It writes `results.tsv`, and from that this page, its plot and the tables of \
        the documents.

        All libraries are measured in the same run, each benchmark in up to three rounds (the last table \
        says in how many) and in each round in a process of its own. A time is the least of short iterations, because other work of the machine \
        only ever adds to it; with two threads it is the median, because they meet less often while \
        other work has one of the processors. A ratio is that of the least times of all rounds, with the \
        lowest and highest of a single round in parentheses. A row is undecided if single rounds lie on both sides \
        of its limit, or if its time was measured in one round only. Times hold for this machine only.

        """);
    text.append(ratios(row -> true)).append('\n');
    text.append("## Rows that are missed or undecided, and why\n\n").append(missed(rows));
    text.append("## What a series costs\n\n").append(series()).append('\n');
    storage(text);
    growth(text);
    interference(text);
    text.append("## What is left under a guard\n\n");
    text.append("50,000 events of 5,000 customers, with room for 100 customers.\n\n");
    text.append(guards()).append('\n');
    figures(text);
    return text.toString();
  }

  /** Returns the table of some rows. */
  String ratios(Predicate<ResultRow> shown) {
    StringBuilder table = new StringBuilder(HEADER);
    String before = "";
    for (ResultRow row : rows) {
      if (shown.test(row)) {
        table.append(line(row.work().equals(before) ? "" : row.work(), row));
        before = row.work();
      }
    }
    return table.toString();
  }

  private String line(String work, ResultRow row) {
    return "| %s | %s | %s | %s | %s |\n"
        .formatted(
            work,
            row.againstText(measured),
            row.limitText(),
            row.measuredText(measured),
            outcome(row).text);
  }

  private ResultRow.Outcome outcome(ResultRow row) {
    ResultRow.Outcome outcome = row.outcome(measured);
    return outcome == null ? ResultRow.Outcome.UNDECIDED : outcome;
  }

  /** Returns the README's table: the first row of each of four works, and one that we lose. */
  String proof() {
    Map<String, ResultRow> shown = new LinkedHashMap<>();
    for (ResultRow row : rows) {
      if (Set.of(Rows.EVENT, Rows.PAGE, Rows.ORDINARY, Rows.HEAP).contains(row.work())
          && row.theirs() != null) {
        shown.putIfAbsent(row.work(), row);
      }
    }
    rows.stream()
        .filter(row -> !shown.containsValue(row) && outcome(row) == ResultRow.Outcome.NO)
        .findFirst()
        .or(
            () ->
                rows.stream()
                    .filter(
                        row ->
                            !shown.containsValue(row)
                                && outcome(row) == ResultRow.Outcome.UNDECIDED)
                    .findFirst())
        .ifPresent(row -> shown.put("", row));
    StringBuilder table = new StringBuilder(HEADER);
    shown.values().forEach(row -> table.append(line(row.work(), row)));
    return table.toString();
  }

  /** Returns a list of the rows that are missed or undecided, by what decides them. */
  private String missed(List<ResultRow> all) {
    Map<String, Set<String>> missed = new LinkedHashMap<>();
    for (ResultRow row : all) {
      if (outcome(row) != ResultRow.Outcome.YES) {
        missed.computeIfAbsent(row.why(), any -> new LinkedHashSet<>()).add(row.work());
      }
    }
    StringBuilder text = new StringBuilder();
    missed.forEach(
        (why, works) -> text.append("- %s: %s\n".formatted(String.join("; ", works), why)));
    return text.append(missed.isEmpty() ? "None.\n\n" : "\n").toString();
  }

  /** Adds the comparison with the earlier storage, if it was measured. */
  private void storage(StringBuilder text) {
    StorageTable storage = new StorageTable(measured);
    if (storage.rows().isEmpty()) {
      return;
    }
    text.append("## The storage before and now\n\n");
    text.append(
        """
        The storage once kept an array over all combinations of closed labels for each label value; \
        now a row has the series that exist. `-Dbench.parts=before` compiles the core as it was before \
        that change from the history of the repository, and measures both in one run, beside \
        client_java and adders without a library (`HashMap<String, LongAdder[]>`, `LongAdder[]`, two \
        `LongAdder`s). A run of all parts leaves it out. Limits are those that the change had to meet; \
        what came later, start times and exemplars, may cost 8 bytes a series, 5 %% of a page and, for a \
        new series, one question to the clock. Each figure is the least of %s.

        """
            .formatted(storage.rounds()));
    text.append(storage.text()).append("\nMissed or undecided:\n\n").append(missed(storage.rows()));
  }

  /** Returns the table of the heap of a series. */
  String series() {
    StringBuilder table = new StringBuilder("| series | bytes of heap |\n|---|---:|\n");
    for (SeriesMemory.Shape shape : SeriesMemory.Shape.values()) {
      table.append(
          "| %s | %s |\n"
              .formatted(
                  shape.title, RoundedNumbers.of(measured.value(SeriesMemory.figure(shape)))));
    }
    return table.toString();
  }

  private void growth(StringBuilder text) {
    text.append("## Growth\n\n");
    text.append(
        """
        Counters with four labels, 36 to a customer, that were made in random order; a heap of 2 GB. \
        Events come in random order, or customer by customer. Micrometer is left out at a million, where \
        a page takes minutes. "limit" copies lines that were prepared, and counts in a `HashMap<String, \
        LongAdder[]>`. Figures are the least of all rounds.

        ![Page time against series](page.svg)

        | library | series | heap, B a series | ns an event | by customer | page, ms | page, ns a series |
        |---|---:|---:|---:|---:|---:|---:|
        """);
    for (MeasuredLibrary peer :
        List.of(
            MeasuredLibrary.UPSTREAM,
            MeasuredLibrary.CLIENT_JAVA,
            MeasuredLibrary.MICROMETER,
            MeasuredLibrary.PREPARED)) {
      for (int series : Benchmarks.SIZES) {
        if (measured.has(Growth.figure(Growth.Figure.PAGE, peer, series))) {
          double page = grown(Growth.Figure.PAGE, peer, series);
          text.append(
              String.format(
                  Locale.ROOT,
                  "| %s | %,d | %s | %s | %s | %s | %s |%n",
                  peer == MeasuredLibrary.PREPARED ? "limit" : peer.name().toLowerCase(Locale.ROOT),
                  series,
                  peer == MeasuredLibrary.PREPARED
                      ? "-"
                      : RoundedNumbers.of(grown(Growth.Figure.HEAP, peer, series)),
                  RoundedNumbers.of(grown(Growth.Figure.RANDOM, peer, series)),
                  RoundedNumbers.of(grown(Growth.Figure.BY_CUSTOMER, peer, series)),
                  RoundedNumbers.millis(page),
                  RoundedNumbers.of(page / series)));
        }
      }
    }
    text.append('\n');
  }

  private double grown(Growth.Figure figure, MeasuredLibrary peer, int series) {
    return measured.value(Growth.figure(figure, peer, series));
  }

  private void interference(StringBuilder text) {
    text.append("## Recording while pages are written\n\n");
    text.append(
        """
        36,000 series; medians of alternating phases. An event includes two questions to the clock. A \
        page's time is the CPU time of its thread. Recording and a page share no lock, but they share the \
        numbers: one that a page has read on one core has to come back to the other for the next event, \
        at most once for each series and page. Back-to-back pages, some thousand a second, make nearly \
        every event such a one. Pages of another recorder share nothing with the one that records.

        | | alone | beside | ratio |
        |---|---:|---:|---:|
        """);
    for (String how : List.of("pages", "pages of another recorder", "ten pages a second")) {
      for (String percentile : List.of("p50", "p99")) {
        interference(
            text,
            "an event, "
                + percentile
                + ", ns; beside "
                + (how.startsWith("pages") ? "back-to-back " : "")
                + how,
            "event " + percentile,
            " beside " + how,
            1);
      }
    }
    interference(
        text,
        "a page, ms; beside two threads that record",
        "page",
        " beside two threads that record",
        1e6);
    text.append('\n');
  }

  private void interference(
      StringBuilder text, String title, String figure, String beside, double unit) {
    double alone = measured.value("Interference " + figure + " alone") / unit;
    double disturbed = measured.value("Interference " + figure + beside) / unit;
    text.append(
        "| %s | %s | %s | %s |\n"
            .formatted(
                title,
                RoundedNumbers.of(alone),
                RoundedNumbers.of(disturbed),
                RoundedNumbers.of(disturbed / alone)));
  }

  /** Returns the table of what guards leave. */
  String guards() {
    StringBuilder table =
        new StringBuilder(
            "| guard | events (truth 50,000) | failures (truth 10,000) | series | heap, KB | of it before the first event |\n|---|---:|---:|---:|---:|---:|\n");
    for (String guard : GuardPeers.names()) {
      table.append("| %s |".formatted(guard));
      for (GuardPeers.Figure figure : GuardPeers.Figure.values()) {
        boolean heap = figure == GuardPeers.Figure.HEAP || figure == GuardPeers.Figure.EMPTY;
        double value = measured.value(GuardPeers.figure(guard, figure));
        table.append(String.format(Locale.ROOT, " %,.0f |", heap ? value / 1024 : value));
      }
      table.append('\n');
    }
    return table.toString();
  }

  private void figures(StringBuilder text) {
    text.append("## All figures\n\n");
    text.append(
        "Nanoseconds (bytes, where it is heap), the least and the highest of the rounds.\n\n");
    text.append(
        "| benchmark | rounds | least | highest round | B allocated |\n|---|---:|---:|---:|---:|\n");
    List<String> probes = List.of("Growth", "Interference", "Guard", "SeriesMemory");
    measured
        .all()
        .forEach(
            (name, scores) -> {
              if (probes.stream().noneMatch(probe -> name.startsWith(probe + " "))) {
                text.append(
                    "| %s | %d | %s | %s | %s |\n"
                        .formatted(
                            name,
                            scores.size(),
                            RoundedNumbers.of(measured.value(name)),
                            RoundedNumbers.of(
                                scores.stream()
                                    .mapToDouble(Measured.Score::value)
                                    .max()
                                    .orElse(Double.NaN)),
                            RoundedNumbers.bytes(measured.bytes(name))));
              }
            });
  }
}
