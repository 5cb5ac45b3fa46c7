package io.upstream.metrics.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of what must be reached. */
final class Rows {

  private static final String PAGE_OF_36_000 = "page of 36,000 series, text";

  private final List<Row> rows = new ArrayList<>();

  private Rows() {}

  static List<Row> all() {
    Rows all = new Rows();
    all.verbs();
    all.others();
    all.pages();
    all.requests();
    all.jdbc();
    all.heap();
    all.rows.replaceAll(row -> isShownInReadme(row) ? row.shownInReadme() : row);
    return all.rows;
  }

  /** A few rows, one that we lose among them; RESULTS.md has all. */
  private static boolean isShownInReadme(Row row) {
    return switch (row.work()) {
      case "`trackDriftEvent`, 1,000 customers", PAGE_OF_36_000 ->
          !row.against().startsWith("lines");
      case "protobuf through the bridge, 36,000 series" -> true;
      case "heap of a counter series, 100,000 of them" -> true;
      default -> false;
    };
  }

  private void verbs() {
    verb("upstream", "`trackDriftEvent`, 1,000 customers", " customers=1000");
    verb("upstreamStatic", "the same through `UpstreamMetrics`", " customers=1000");
    verb("upstream", "the same, 2 threads", " customers=1000 threads=2");
    verb("upstream", "the same, 3,000 customers", " customers=3000");
  }

  private void verb(String method, String work, String how) {
    String ours = "RecordBenchmark." + method + how;
    ratio(
        work, "client_java `labelValues(4).inc()`", 0.40, ours, "RecordBenchmark.clientJava" + how);
    ratio(work, "Micrometer", 0.25, ours, "RecordBenchmark.micrometer" + how);
    ratio(work, "OpenTelemetry", 0.25, ours, "RecordBenchmark.openTelemetry" + how);
    bytes(work, 0, ours);
  }

  private void others() {
    String how = " customers=1000";
    String labelValues = "client_java `labelValues(4).inc()`";
    String clientJava = "RecordBenchmark.clientJava" + how;
    ratio(
        "`forCustomer(..)`, bound call",
        "`LongAdder.increment()`",
        1.6,
        "RecordBenchmark.upstreamForCustomer" + how,
        "RecordBenchmark.longAdder");
    String over = "RecordBenchmark.upstreamOverBudget" + how;
    ratio("a value over budget", labelValues + " of a known value", 0.5, over, clientJava);
    bytes("a value over budget", 0, over);
    String timing = "TimingBenchmark.upstream";
    ratio(
        "`Timing` around nothing",
        "client_java `labelValues(1).startTimer().observeDuration()`",
        1.0,
        timing,
        "TimingBenchmark.clientJava");
    bytes("`Timing` around nothing", 32, timing);
    ratio(
        "`counter(FAMILY).inc(labels)`, an own family",
        labelValues,
        1.0,
        "RecordBenchmark.upstreamOwnFamily" + how,
        clientJava);
    bytes("its bound handle", 0, "RecordBenchmark.upstreamOwnFamilyBound" + how);
    for (String tracer : List.of("NONE", "UNSAMPLED", "SAMPLED")) {
      bytes(
          "an observation, spans of the tracer: " + tracer.toLowerCase(Locale.ROOT),
          0,
          "ExemplarBenchmark.upstream tracer=" + tracer);
    }
  }

  private void pages() {
    for (String format : List.of("TEXT", "OPENMETRICS")) {
      page(format, 1000, "36,000 series", 1 / 80.0, 256 * 1024);
      page(format, 3000, "111,000 series", 1 / 100.0, 256 * 1024 + 112 * 3000);
    }
    ratio(
        "protobuf through the bridge, 36,000 series",
        "client_java's own",
        1.0,
        page("UPSTREAM", 1000, "PROTOBUF"),
        page("CLIENT_JAVA", 1000, "PROTOBUF"));
  }

  private void page(String format, int customers, String series, double atMost, double bytes) {
    String work = "page of " + series + ", " + (format.equals("TEXT") ? "text" : "OpenMetrics");
    String ours = page("UPSTREAM", customers, format);
    ratio(work, "client_java's writer", atMost, ours, page("CLIENT_JAVA", customers, format));
    ratio(work, "lines prepared beforehand", 3, ours, page("PREPARED", customers, format));
    bytes(work, bytes, ours);
  }

  static String page(String peer, int customers, String format) {
    return "PageBenchmark.page customers=" + customers + " format=" + format + " peer=" + peer;
  }

  private void requests() {
    for (int customers : new int[] {1000, 3000}) {
      String series = customers == 1000 ? "36,000 series" : "111,000 series";
      String scrape = "ScrapeBenchmark.scrape customers=" + customers + " peer=";
      ratio(
          "a scrape over HTTP with gzip, " + series,
          "client_java's servlet",
          1 / 8.0,
          scrape + "UPSTREAM",
          scrape + "CLIENT_JAVA");
    }
    String request = "FilterBenchmark.request kind=";
    ratio(
        "`MetricsFilter` over an empty chain",
        "Spring's `ServerHttpObservationFilter`",
        0.2,
        request + "UPSTREAM",
        request + "SPRING");
    bytes("`MetricsFilter` over an empty chain", 250, request + "UPSTREAM");
    ratio(
        "building a recorder with the whole catalogue",
        "client_java's builders",
        3,
        "BuildBenchmark.upstream",
        "BuildBenchmark.clientJava");
  }

  private void jdbc() {
    String call = "JdbcBenchmark.prepareExecuteClose wrapper=";
    ratio(
        "JDBC: prepare, execute, close",
        "datasource-proxy",
        0.35,
        call + "UPSTREAM",
        call + "DATASOURCE_PROXY");
    bytes("JDBC: prepare, execute, close", 200, call + "UPSTREAM");
    bytes("JDBC: a statement that is held", 0, "JdbcBenchmark.heldStatement wrapper=UPSTREAM");
    String row = "JdbcBenchmark.batchRow wrapper=";
    ratio(
        "JDBC: a row of a batch",
        "datasource-proxy",
        0.02,
        row + "UPSTREAM",
        row + "DATASOURCE_PROXY");
    bytes("JDBC: a row of a batch", 0, row + "UPSTREAM");
    String h2 = "JdbcBenchmark.h2PrepareExecuteClose wrapper=";
    ratio(
        "JDBC: prepare, execute, close on H2",
        "the bare driver",
        1.25,
        h2 + "UPSTREAM",
        h2 + "RAW");
  }

  private void heap() {
    ratio(
        "heap of a counter series, 100,000 of them",
        "client_java's counter",
        0.3,
        Probes.heap("UPSTREAM"),
        Probes.heap("CLIENT_JAVA"));
    ratio(
        "heap of a histogram child, 100,000 of them",
        "client_java's default histogram",
        0.3,
        Probes.histogram("UPSTREAM"),
        Probes.histogram("CLIENT_JAVA_DEFAULTS"));
    ratio(
        "heap of a histogram child, 100,000 of them",
        "client_java's classic-only histogram",
        0.3,
        Probes.histogram("UPSTREAM"),
        Probes.histogram("CLIENT_JAVA"));
  }

  private void ratio(String work, String against, double atMost, String ours, String theirs) {
    rows.add(Row.ratio(work, against, atMost, ours, theirs));
  }

  private void bytes(String work, double atMost, String ours) {
    rows.add(Row.bytes(work, atMost, ours));
  }
}
