package io.upstream.metrics.benchmarks.report;

import io.upstream.metrics.benchmarks.peers.MeasuredLibrary;
import io.upstream.metrics.benchmarks.probe.Growth;
import io.upstream.metrics.benchmarks.probe.SeriesMemory;
import io.upstream.metrics.benchmarks.probe.SeriesMemory.Shape;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The table of what the storage cost before it followed the series that exist, and what it costs
 * now, beside client_java and counters without a library, all measured in the same run.
 */
final class StorageTable {

  /** Marks a figure of the earlier core. */
  static final String BEFORE = " storage=before";

  /** Marks another figure of the same run. */
  static final String NOW = " storage=now";

  /** The numbers of counter series, 36 to a customer. */
  static final int[] SIZES = {1_000, 36_000, 111_000, 1_000_000};

  /** Returns the most customers of a shape: the earlier core needs up to 180 KB for a series. */
  static int customers(Shape shape) {
    return switch (shape) {
      case ONE_OF_45_000, TEN_OF_45_000 -> 2_000;
      default -> Integer.MAX_VALUE;
    };
  }

  /** The shapes of families whose series are measured. */
  static final List<Shape> SHAPES =
      List.of(
          Shape.ALL_OF_36,
          Shape.FIVE_OF_36,
          Shape.ONE_OF_36,
          Shape.LATE_ENDPOINT,
          Shape.ONE_EACH,
          Shape.ONE_OF_45_000,
          Shape.TEN_OF_45_000,
          Shape.HUNDRED_OF_45_000,
          Shape.HISTOGRAM);

  private static final String CACHES =
      "An event loads the customer, the row and the cell, where it walked down a tree of arrays"
          + " before. From some 100,000 series on the caches miss most of these loads, in both.";
  private static final String CELLS =
      "A cell and a row have fields that were not there before: when the series began, whether it"
          + " left, and its exemplar. A row of one series shares its own bytes with no other.";
  // A page has grown by this factor since then, a series by these bytes, and a new series takes one
  // question to the clock, because of start times and exemplars.
  private static final double SINCE = 1.05;
  private static final double BYTES_SINCE = 8;

  /** One line: the row, and the names of what stands beside it. */
  private record Line(ResultRow row, @Nullable String clientJava, @Nullable String adders) {}

  private final Measured measured;
  private final List<Line> lines = new ArrayList<>();

  StorageTable(Measured measured) {
    this.measured = measured;
    growth();
    verbs();
    histograms();
    neighbours();
    newSeries();
    memory();
    wide();
  }

  /** Returns all rows. */
  List<ResultRow> all() {
    return lines.stream().map(Line::row).toList();
  }

  /** Returns the rows that were measured; none if the earlier core was not. */
  List<ResultRow> rows() {
    return all().stream().filter(row -> row.outcome(measured) != null).toList();
  }

  /** Returns how many rounds there were, in words. */
  String rounds() {
    IntSummaryStatistics rounds =
        rows().stream().mapToInt(row -> measured.rounds(row.ours())).summaryStatistics();
    return rounds.getMin() == rounds.getMax()
        ? rounds.getMax() + " rounds"
        : rounds.getMin() + " to " + rounds.getMax() + " rounds";
  }

  private void ratio(
      String work,
      double limit,
      String name,
      @Nullable String clientJava,
      @Nullable String adders,
      String why) {
    ResultRow.Figure time = ResultRow.Figure.TIME;
    lines.add(
        new Line(
            new ResultRow(work, "before", limit, time, name + NOW, name + BEFORE, why),
            clientJava,
            adders));
  }

  private void growth() {
    for (Growth.Figure figure : List.of(Growth.Figure.RANDOM, Growth.Figure.BY_CUSTOMER)) {
      for (int series : SIZES) {
        grown(
            "event, %%,d series, %s"
                .formatted(
                    figure == Growth.Figure.RANDOM ? "random order" : "customer by customer"),
            1.05,
            figure,
            series,
            CACHES);
      }
    }
    for (int series : SIZES) {
      if (series >= 36_000) {
        grown(
            "page of %,d series",
            SINCE * (series == 36_000 ? 1.0 : series == 111_000 ? 0.95 : 0.9),
            Growth.Figure.PAGE,
            series,
            "A page reads the heads of the next rows ahead, and all cells of a row before it writes"
                + " their lines. Single rounds differ by more than the limit allows, before and now.");
      }
    }
  }

  private void grown(String work, double limit, Growth.Figure figure, int series, String why) {
    ratio(
        work.formatted(series),
        limit,
        Growth.figure(figure, MeasuredLibrary.UPSTREAM, series),
        Growth.figure(figure, MeasuredLibrary.CLIENT_JAVA, series),
        figure == Growth.Figure.PAGE
            ? null
            : Growth.figure(figure, MeasuredLibrary.PREPARED, series),
        why);
  }

  private void verbs() {
    String benchmark = "RecordBenchmark.";
    String customers = " customers=1000";
    String clientJava = benchmark + "clientJava" + customers;
    String bound = benchmark + "clientJavaBound" + customers;
    String adder = benchmark + "longAdder";
    ratio(
        "`trackDriftEvent`, 1,000 customers",
        1.05,
        benchmark + "upstream" + customers,
        clientJava,
        null,
        CACHES);
    ratio(
        "`forCustomer(..)`, then `trackDriftEvent`",
        1.05,
        benchmark + "upstreamForCustomer" + customers,
        bound,
        adder,
        CACHES);
    ratio(
        "`counter(FAMILY).inc(labels)`, an own family",
        1.05,
        benchmark + "upstreamOwnFamily" + customers,
        clientJava,
        null,
        CACHES);
    ratio(
        "a handle: `counter(FAMILY).bind(labels)`, then `inc()`",
        1.05,
        benchmark + "upstreamOwnFamilyBound" + customers,
        bound,
        adder,
        "A handle looks whether its series has left the page, which it did not before. Below some"
            + " 6 ns one load more or less decides the ratio.");
  }

  private void histograms() {
    for (String threads : List.of("", " threads=2")) {
      String benchmark = "HistogramBenchmark.";
      ratio(
          "observation of one histogram series, " + (threads.isEmpty() ? "1 thread" : "2 threads"),
          threads.isEmpty() ? 1.05 : 0.15,
          benchmark + "upstream" + threads,
          benchmark + "clientJava" + threads,
          benchmark + "adders" + threads,
          "Two threads that meet get counts of their own, so each takes little longer than one that"
              + " is alone. For two threads the limit is less time than an observation takes on one"
              + " thread, before and now.");
    }
  }

  private void neighbours() {
    String benchmark = "RecordBenchmark.neighbours";
    ratio(
        "two series of one customer, 2 threads",
        1.2,
        benchmark + "Upstream threads=2",
        benchmark + "ClientJava threads=2",
        benchmark + "LongAdder threads=2",
        "Cells that were made one after the other may share a line of the cache. Whether they do"
            + " differs from one process to the next, before and now.");
  }

  private void newSeries() {
    for (int writers : new int[] {1, 8}) {
      String benchmark = "NewSeriesBenchmark.create peer=";
      String writing = " writers=" + writers;
      double clock = measured.value("TimingBenchmark.clockTwice" + NOW) / 2;
      double before = measured.value(benchmark + MeasuredLibrary.UPSTREAM + writing + BEFORE);
      ratio(
          "new series, " + (writers == 1 ? "1 thread" : "8 threads"),
          writers == 1 && clock > 0 ? 1.0 + clock / before : 1.0,
          benchmark + MeasuredLibrary.UPSTREAM + writing,
          benchmark + MeasuredLibrary.CLIENT_JAVA + writing,
          null,
          "A new series takes a cell and a place in its row, and the row grows in steps. More"
              + " detectors look at a new value than before.");
    }
  }

  private void memory() {
    for (Shape shape : SHAPES) {
      boolean isHistogram = shape == Shape.HISTOGRAM;
      String name = SeriesMemory.figure(shape);
      double limit =
          switch (shape) {
            case ALL_OF_36 -> 41;
            case ONE_OF_45_000, TEN_OF_45_000, HUNDRED_OF_45_000 -> 120;
            case HISTOGRAM -> measured.value(name + BEFORE);
            default -> 100;
          };
      lines.add(
          new Line(
              new ResultRow(
                  "heap of a series: " + shape.title,
                  "bytes",
                  limit + BYTES_SINCE,
                  ResultRow.Figure.HEAP,
                  name + NOW,
                  null,
                  CELLS),
              SeriesMemory.figure(isHistogram ? Shape.CLIENT_JAVA_HISTOGRAM : Shape.CLIENT_JAVA),
              null));
    }
  }

  private void wide() {
    ratio(
        "a page that has one event",
        0.5,
        "FixedCostBenchmark.page",
        null,
        null,
        "The catalogue has more families than it had, and each writes its name and its help. The"
            + " series that exist from the start and the library's own figures are the rest.");
    String name = "WideFamilyBenchmark.buildAndFirstPage";
    lines.add(
        new Line(
            new ResultRow(
                "bytes allocated by a recorder with a family of 45,000 combinations and its first"
                    + " page",
                "bytes",
                20_000_000,
                ResultRow.Figure.GARBAGE,
                name + NOW,
                null,
                "The text of labels is made for each label value, not for each combination. The"
                    + " rest is the catalogue, whose texts are encoded at the first page."),
            null,
            null));
  }

  String text() {
    StringBuilder table =
        new StringBuilder(
            """
            | work | before | now | client_java | adders | at most | now to before | reached |
            |---|---:|---:|---:|---:|---:|---:|---|
            """);
    for (Line line : lines) {
      ResultRow row = line.row;
      String before = row.ours().replace(NOW, BEFORE);
      ResultRow.Outcome outcome = row.outcome(measured);
      if (outcome == null) {
        continue;
      }
      table.append(
          "| %s | %s | %s | %s | %s | %s | %s | %s |\n"
              .formatted(
                  row.work(),
                  number(row, before),
                  number(row, row.ours()),
                  number(row, line.clientJava == null ? null : line.clientJava + NOW),
                  number(row, line.adders == null ? null : line.adders + NOW),
                  row.limitText(),
                  row.theirs() == null
                      ? ratio(row, row.ours(), before)
                      : row.measuredText(measured),
                  outcome.text));
    }
    return table.toString();
  }

  private String ratio(ResultRow row, String name, String before) {
    return RoundedNumbers.of(value(row, name) / value(row, before));
  }

  private String number(ResultRow row, @Nullable String name) {
    double value = name == null ? Double.NaN : value(row, name);
    if (Double.isNaN(value)) {
      return "-";
    }
    return switch (row.figure()) {
      case TIME ->
          value < 100_000
              ? RoundedNumbers.of(value) + " ns"
              : RoundedNumbers.of(value / 1e6) + " ms";
      case HEAP, GARBAGE -> RoundedNumbers.bytes(value);
    };
  }

  private double value(ResultRow row, String name) {
    return row.figure() == ResultRow.Figure.GARBAGE ? measured.bytes(name) : measured.value(name);
  }
}
