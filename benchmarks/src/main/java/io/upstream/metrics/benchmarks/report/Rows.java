package io.upstream.metrics.benchmarks.report;

import io.upstream.metrics.benchmarks.http.Filters;
import io.upstream.metrics.benchmarks.http.RequestCpu;
import io.upstream.metrics.benchmarks.peers.MeasuredLibrary;
import io.upstream.metrics.benchmarks.probe.Growth;
import io.upstream.metrics.benchmarks.probe.SeriesMemory;
import io.upstream.metrics.benchmarks.probe.SeriesMemory.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The table of limits; each piece of work says in two sentences what decides its figures. */
final class Rows {

  static final String EVENT = "`trackDriftEvent`, 1,000 customers";
  static final String PAGE = "page of 36,000 series, text";
  static final String ORDINARY = "a scrape over HTTP with gzip, an ordinary service";
  static final String HEAP = "heap of a counter series, 36 of 36 combinations";

  private static final String LOOK_UP = "client_java, `labelValues(4).inc()`";
  private static final String CACHED = "client_java, cached data point";
  private static final String PROTOBUF = "PROTOBUF";

  /** Marks a benchmark that ran with the oldest client_java. */
  static final String OLDEST = " client_java=oldest";

  private final List<ResultRow> rows = new ArrayList<>();
  private String work = "";
  private String why = "";

  private Rows() {}

  static List<ResultRow> all() {
    Rows all = new Rows();
    all.events();
    all.handles();
    all.histograms();
    all.nativeHistograms();
    all.eventsBySize();
    all.pages();
    all.http();
    all.jdbc();
    all.memory();
    return all.rows;
  }

  private Rows work(String work, String why) {
    this.work = work;
    this.why = why;
    return this;
  }

  private Rows time(String against, double limit, String ours, String theirs) {
    return add(against, limit, ResultRow.Figure.TIME, ours, theirs);
  }

  private Rows garbage(String against, double limit, String ours, String theirs) {
    return add(against, limit, ResultRow.Figure.GARBAGE, ours, theirs);
  }

  private Rows allocated(double limit, String ours) {
    return add("bytes allocated", limit, ResultRow.Figure.GARBAGE, ours, null);
  }

  private Rows heap(double limit, String ours) {
    return add("bytes", limit, ResultRow.Figure.HEAP, ours, null);
  }

  private Rows add(
      String against, double limit, ResultRow.Figure figure, String ours, @Nullable String theirs) {
    rows.add(new ResultRow(work, against, limit, figure, ours, theirs, why));
    return this;
  }

  private static String record(String method, String how) {
    return "RecordBenchmark." + method + how;
  }

  private void events() {
    String how = " customers=1000";
    String lookUp =
        "The time is that of finding the series: the customer in a table of names, then the row and"
            + " the cell, three to five loads of which the caches miss some. The peers' calls have"
            + " several speeds, as the compiler inlines them or not, so the ratio differs from one"
            + " process to the next.";
    verb("upstream", EVENT, how, lookUp);
    time(
        "client_java {oldest}, `labelValues(4).inc()`",
        0.40,
        record("upstream", how),
        record("clientJava", how) + OLDEST);
    time(
        "Micrometer, `MeterProvider.withTags(..).increment()`",
        0.25,
        record("upstream", how),
        record("micrometerProvider", how));
    time(
        "OpenTelemetry, prebuilt `Attributes`",
        1.0,
        record("upstream", how),
        record("openTelemetryPrebuilt", how));
    verb("upstreamStatic", "the same through `UpstreamMetrics`", how, lookUp);
    verb("upstream", "the same, 2 threads", how + " threads=2", lookUp);
    verb("upstream", "the same, 3,000 customers", " customers=3000", lookUp);

    work(
            "a value over budget",
            "The value is looked for among the named, hashed under a key, looked for among the"
                + " refused, and counted twice, in its series and in the guard's own figure. A faster"
                + " one would need a cache that knows a value by less than a hash of its characters.")
        .time(
            "client_java, `labelValues(4).inc()` of a known value",
            0.5,
            record("upstreamOverBudget", how),
            record("clientJava", how))
        .allocated(0, record("upstreamOverBudget", how));
    work(
            "`counter(FAMILY).inc(labels)`, an own family",
            "The label record is read through accessors of which the compiler sees only the"
                + " interface, and both calls have several speeds, as the compiler inlines them or"
                + " not. A hot loop keeps a handle, which is measured below.")
        .time(LOOK_UP, 1.0, record("upstreamOwnFamily", how), record("clientJava", how));
    work(
            "new series, one thread",
            "A new series takes a cell and its place in a row, and its customer the guard's screen"
                + " of personal data. The screen runs once for each"
                + " label value and has no counterpart in client_java.")
        .time("client_java", 1.0, newSeries("UPSTREAM", 1), newSeries("CLIENT_JAVA", 1))
        .garbage("client_java", 1.0, newSeries("UPSTREAM", 1), newSeries("CLIENT_JAVA", 1));
    work(
            "new series, eight threads",
            "New values and new rows wait for a lock of their label type or family, and"
                + " client_java's map locks one bin of a hash table only. The eight threads share"
                + " the cores of the machine, so a holder of the lock that is put aside lets the"
                + " others wait.")
        .time("client_java", 1.0, newSeries("UPSTREAM", 8), newSeries("CLIENT_JAVA", 8));
    work(
            "building a recorder with the whole catalogue",
            "A recorder checks every family, makes a guard for each label type and registers a"
                + " collector for each family. client_java's builders make the metric objects only.")
        .time("client_java's builders", 3, "BuildBenchmark.upstream", "BuildBenchmark.clientJava");
  }

  private void verb(String method, String work, String how, String why) {
    String ours = record(method, how);
    work(work, why)
        .time(LOOK_UP, 0.40, ours, record("clientJava", how))
        .time(
            "Micrometer, `counter(name, tags).increment()`", 0.25, ours, record("micrometer", how))
        .time(
            "OpenTelemetry, `add(1, Attributes.of(..))`", 0.25, ours, record("openTelemetry", how))
        .allocated(0, ours);
  }

  private static String newSeries(String peer, int writers) {
    return "NewSeriesBenchmark.create peer=" + peer + " writers=" + writers;
  }

  private void handles() {
    String how = " customers=1000";
    String bound = record("upstreamOwnFamilyBound", how);
    work(
            "a handle: `counter(FAMILY).bind(labels)`, then `inc()`",
            "A handle checks the amount and whether its series has left the page, where an adder only adds."
                + " Below some 6 ns one load more or less decides the ratio.")
        .time(CACHED, 1.0, bound, record("clientJavaBound", how))
        .time(
            "client_java {oldest}, cached data point",
            1.0,
            bound,
            record("clientJavaBound", how) + OLDEST)
        .time("Micrometer, cached `Counter`", 1.0, bound, record("micrometerBound", how))
        .time("OpenTelemetry, bound instrument", 1.0, bound, record("openTelemetryBound", how))
        .time("`LongAdder.increment()`", 1.6, bound, "RecordBenchmark.longAdder")
        .allocated(0, bound);
    work(
            "`forCustomer(..)`, then `trackDriftEvent`",
            "The call loads the handle, the customer's row in the family and the cell, one after the"
                + " other. A handle on one series has the cell at hand.")
        .time(
            "`LongAdder.increment()`",
            1.6,
            record("upstreamForCustomer", how),
            "RecordBenchmark.longAdder")
        .allocated(0, record("upstreamForCustomer", how));
    work(
            "handles on two series of one customer, 2 threads",
            "Cells that were made one after the other may share a line of the cache, which the cores"
                + " then take from each other, as two `LongAdder`s may."
                + " client_java's data points are larger and share a line less often.")
        .time(
            "two `LongAdder`s made one after the other",
            1.6,
            "RecordBenchmark.neighboursUpstream threads=2",
            "RecordBenchmark.neighboursLongAdder threads=2")
        .time(
            CACHED,
            1.0,
            "RecordBenchmark.neighboursUpstream threads=2",
            "RecordBenchmark.neighboursClientJava threads=2");
    work(
            "`Timing` around no work",
            "Two thirds of it are the two questions to the clock, and the rest is the timing object,"
                + " which one close ends, and the observation. client_java's cached data point skips"
                + " the look-up.")
        .time(
            "client_java, `labelValues(1).startTimer().observeDuration()`",
            1.0,
            "TimingBenchmark.upstream",
            "TimingBenchmark.clientJava")
        .time(
            "client_java, cached data point: `startTimer().observeDuration()`",
            1.0,
            "TimingBenchmark.upstream",
            "TimingBenchmark.clientJavaBound")
        .allocated(32, "TimingBenchmark.upstream");
  }

  private void histograms() {
    String layout =
        "A quiet series keeps its counts in one array of longs instead of 36 bytes for each bucket,"
            + " and makes one for each thread when two of them meet. Finding the bucket and adding to"
            + " the sum, two atomic additions, are the same for all.";
    for (String threads : List.of("", " threads=2")) {
      String ours = "HistogramBenchmark.upstream" + threads;
      work(
              "an observation of one histogram series, "
                  + (threads.isEmpty() ? "1 thread" : "2 threads"),
              layout)
          .time(
              "`LongAdder[]`",
              threads.isEmpty() ? 1.1 : 1.5,
              ours,
              "HistogramBenchmark.adders" + threads)
          .time(CACHED, 1.0, ours, "HistogramBenchmark.clientJava" + threads);
    }
    for (String tracer : List.of("NONE", "UNSAMPLED", "SAMPLED")) {
      String ours = "ExemplarBenchmark.upstream tracer=" + tracer;
      work(
              "an observation, spans of the tracer: " + tracer.toLowerCase(Locale.ROOT),
              "In a sampled span ours compares the number of the bucket's exemplar with that of the"
                  + " last page; client_java reads a flag that a timer of its own sets. Without a"
                  + " sampled span both look at the current span and do no more.")
          .time(CACHED, 1.0, ours, "ExemplarBenchmark.clientJava tracer=" + tracer)
          .allocated(0, ours);
    }
  }

  private void nativeHistograms() {
    for (String buckets : List.of("BOTH", "NATIVE")) {
      for (String threads : List.of("", " threads=2")) {
        String parameters = " buckets=" + buckets + threads;
        String ours = "NativeHistogramBenchmark.upstream" + parameters;
        work(
                "an observation of one series with "
                    + (buckets.equals("BOTH") ? "native and classic" : "native")
                    + (threads.isEmpty() ? " buckets, 1 thread" : " buckets, 2 threads"),
                "Ours computes the index of the exponential bucket and looks for it in a small hash"
                    + " table, under the lock of the array that has the sum. client_java looks for"
                    + " an adder in a concurrent map.")
            .time(CACHED, 1.0, ours, "NativeHistogramBenchmark.clientJava" + parameters)
            .allocated(0, ours);
      }
    }
  }

  private void eventsBySize() {
    for (int series : Benchmarks.SIZES) {
      for (Growth.Figure order : List.of(Growth.Figure.RANDOM, Growth.Figure.BY_CUSTOMER)) {
        work(
                "event, %,d series, %s"
                    .formatted(
                        series,
                        order == Growth.Figure.RANDOM ? "random order" : "customer by customer"),
                "From some 100,000 series on the time is that of the caches' misses: the customer, the"
                    + " row and the cell. The map of adders has neither guard nor page; its adders"
                    + " lie side by side as they were made.")
            .time(
                LOOK_UP,
                0.40,
                Growth.figure(order, MeasuredLibrary.UPSTREAM, series),
                Growth.figure(order, MeasuredLibrary.CLIENT_JAVA, series))
            .time(
                "`HashMap<String, LongAdder[]>`",
                3.0,
                Growth.figure(order, MeasuredLibrary.UPSTREAM, series),
                Growth.figure(order, MeasuredLibrary.PREPARED, series));
      }
    }
  }

  private static String page(String peer, String content, String format) {
    return "PageBenchmark.page content=" + content + " format=" + format + " peer=" + peer;
  }

  private void pages() {
    String why =
        "Ours copies label text that was encoded once, in two pieces for each line, and prints the"
            + " number; the prepared lines are one copy each. client_java makes and sorts snapshots at"
            + " each page, and its later versions write them faster.";
    for (String format : List.of("TEXT", "OPENMETRICS")) {
      for (boolean large : new boolean[] {false, true}) {
        String content = large ? "SERIES_111_000" : "SERIES_36_000";
        String ours = page("UPSTREAM", content, format);
        work(
                "page of %s series, %s"
                    .formatted(
                        large ? "111,000" : "36,000",
                        format.equals("TEXT") ? "text" : "OpenMetrics"),
                why)
            .time("client_java's writer", 1 / 50.0, ours, page("CLIENT_JAVA", content, format));
        if (format.equals("TEXT")) {
          time(
              "client_java {oldest}'s writer",
              large ? 1 / 100.0 : 1 / 80.0,
              ours,
              page("CLIENT_JAVA", content, format) + OLDEST);
        }
        time("lines prepared beforehand", 3, ours, page("PREPARED", content, format))
            .allocated(256 * 1024 + (large ? 112 * 3000 : 0), ours);
      }
    }
    for (String content : List.of("SERIES_36_000", "SERIES_111_000")) {
      String ours = page("UPSTREAM", content, PROTOBUF);
      String theirs = page("CLIENT_JAVA", content, PROTOBUF);
      work(
              "protobuf page of %s series"
                  .formatted(content.contains("111") ? "111,000" : "36,000"),
              "Ours writes each message from the cells into one buffer; client_java makes snapshots,"
                  + " then objects of the protobuf library, then bytes. Its time has several speeds,"
                  + " as the collector of garbage gets in or not.")
          .time("client_java's own", 1.0, ours, theirs)
          .garbage("client_java's own", 1.0, ours, theirs);
    }
    work(
            "a page that has one event, default families",
            "This is the cost that does not depend on the number of series: the families' headers,"
                + " the lines that stand at 0, the guard's figures and a look at the registry for"
                + " collectors of others. client_java shows the same families with the same series,"
                + " and has no guard.")
        .time(
            "client_java's writer",
            1.0,
            page("UPSTREAM", "ONE_EVENT", "TEXT"),
            page("CLIENT_JAVA_CATALOGUE", "ONE_EVENT", "TEXT"))
        .garbage(
            "client_java's writer",
            0.5,
            page("UPSTREAM", "ONE_EVENT", "TEXT"),
            page("CLIENT_JAVA_CATALOGUE", "ONE_EVENT", "TEXT"));
    work(
            "page of 9,000 series, 1 of 45,000 combinations each",
            "Each series has a row of its own, so that the customer's text is copied and a row is"
                + " visited for each line. In the dense family one row gives 36 lines.")
        .time(
            "as many series in a family of 36 combinations",
            3,
            "WideFamilyBenchmark.wide",
            "WideFamilyBenchmark.dense");
    work(
            "a recorder with a family of 45,000 combinations and its first page",
            "The text of labels is made for each label value, not for each combination. The rest is"
                + " the catalogue, whose texts are encoded at the first page.")
        .allocated(20_000_000, "WideFamilyBenchmark.buildAndFirstPage");
  }

  private void http() {
    for (String content : List.of("ORDINARY", "SERIES_36_000", "SERIES_111_000")) {
      boolean ordinary = content.equals("ORDINARY");
      String scrape = "ScrapeBenchmark.scrape content=" + content + " server=";
      String ours = scrape + "UPSTREAM";
      work(
              ordinary
                  ? ORDINARY
                  : "a scrape over HTTP with gzip, "
                      + (content.contains("111") ? "111,000 series" : "36,000 series"),
              ordinary
                  ? "2,000 series beside the families of the JVM and the process. In a profile, most of"
                      + " our time is that of sockets, zlib and the JVM's search for deadlocked"
                      + " threads, which client_java's servlet spends too."
                  : "The larger part of our time is zlib at its fastest level, which client_java's servlet spends too."
                      + " It would take a compressor that is faster than zlib.")
          .time("client_java's servlet", ordinary ? 0.35 : 1 / 8.0, ours, scrape + "CLIENT_JAVA")
          .garbage("client_java's servlet", 0.5, ours, scrape + "CLIENT_JAVA");
      if (ordinary) {
        time("Spring Boot's Actuator", 0.35, ours, scrape + "ACTUATOR")
            .garbage("Spring Boot's Actuator", 0.5, ours, scrape + "ACTUATOR");
      }
    }
    String request = "FilterBenchmark.request filters=";
    work(
            "`MetricsFilter` over an empty chain",
            "The filter asks the clock twice, finds the route's series and wraps the request for what"
                + " happens asynchronously. Spring's filter makes an observation with its context and"
                + " looks the timer up by its tags.")
        .time(
            "Spring's `ServerHttpObservationFilter`", 0.2, request + "UPSTREAM", request + "SPRING")
        .allocated(250, request + "UPSTREAM");
    work(
            "CPU of a request to Tomcat through `MetricsFilter`",
            "A request over a socket costs some 50 times what either filter adds, in the container and"
                + " in the kernel. Rounds on both sides of 1 mean that the two cannot be told apart.")
        .time(
            "through Spring's `ServerHttpObservationFilter`",
            1.0,
            RequestCpu.figure(Filters.UPSTREAM),
            RequestCpu.figure(Filters.SPRING))
        .time(
            "without a filter",
            1.1,
            RequestCpu.figure(Filters.UPSTREAM),
            RequestCpu.figure(Filters.NONE));
    work(
            "CPU of a Boot application's start with the starter",
            "The classes of the library and of client_java are loaded and run interpreted, and a"
                + " recorder is built. Actuator loads more classes and makes more beans.")
        .time("without metrics", 1.25, Benchmarks.start("upstream"), Benchmarks.start("bare"))
        .time(
            "with Actuator and Micrometer's Prometheus registry",
            1.0,
            Benchmarks.start("upstream"),
            Benchmarks.start("actuator"));
  }

  private void jdbc() {
    String wrapper =
        "Ours is a class for each interface of JDBC that counts and passes on; datasource-proxy goes"
            + " through a dynamic proxy and keeps the arguments. Over a real driver the wrapper is a"
            + " small part of a statement.";
    String call = "JdbcBenchmark.prepareExecuteClose wrapper=";
    work("JDBC: prepare, execute, close", wrapper)
        .time("datasource-proxy", 0.35, call + "UPSTREAM", call + "DATASOURCE_PROXY")
        .time("datasource-micrometer", 0.35, call + "UPSTREAM", call + "DATASOURCE_MICROMETER")
        .time("p6spy", 1.0, call + "UPSTREAM", call + "P6SPY")
        .allocated(200, call + "UPSTREAM");
    work("JDBC: a statement that is held", wrapper)
        .allocated(0, "JdbcBenchmark.heldStatement wrapper=UPSTREAM");
    String row = "JdbcBenchmark.batchRow wrapper=";
    work("JDBC: a row of a batch", wrapper)
        .time("datasource-proxy", 0.02, row + "UPSTREAM", row + "DATASOURCE_PROXY")
        .allocated(0, row + "UPSTREAM");
    String h2 = "JdbcBenchmark.h2PrepareExecuteClose wrapper=";
    work("JDBC: prepare, execute, close on H2", wrapper)
        .time("the bare driver", 1.25, h2 + "UPSTREAM", h2 + "RAW");
  }

  private void memory() {
    String why =
        "A cell has 32 bytes, a row 32, and a family with one open label holds its rows in two tables,"
            + " so that an event reads one line of the cache less. A row of one series shares none of"
            + " this with another series.";
    work(HEAP, why)
        .heap(49, SeriesMemory.figure(Shape.ALL_OF_36))
        .add(
            "client_java's counter",
            0.3,
            ResultRow.Figure.HEAP,
            SeriesMemory.figure(Shape.ALL_OF_36),
            SeriesMemory.figure(Shape.CLIENT_JAVA));
    heapOf("5 of 36 combinations", why, 108, Shape.FIVE_OF_36);
    heapOf("1 of 36 combinations", why, 108, Shape.ONE_OF_36);
    heapOf("one late endpoint", why, 108, Shape.LATE_ENDPOINT);
    heapOf("one series a customer", why, 108, Shape.ONE_EACH);
    heapOf("1 of 45,000 combinations", why, 128, Shape.ONE_OF_45_000);
    heapOf("10 of 45,000 combinations", why, 128, Shape.TEN_OF_45_000);
    heapOf("100 of 45,000 combinations", why, 128, Shape.HUNDRED_OF_45_000);
    work(
            "heap of a histogram series with 8 buckets",
            "A quiet series is one array of counts with its sum. client_java has an adder for each"
                + " bucket, and by default a native histogram beside them.")
        .add(
            "client_java's default histogram",
            0.3,
            ResultRow.Figure.HEAP,
            SeriesMemory.figure(Shape.HISTOGRAM),
            SeriesMemory.figure(Shape.CLIENT_JAVA_HISTOGRAM_DEFAULTS))
        .add(
            "client_java's classic-only histogram",
            0.3,
            ResultRow.Figure.HEAP,
            SeriesMemory.figure(Shape.HISTOGRAM),
            SeriesMemory.figure(Shape.CLIENT_JAVA_HISTOGRAM));
  }

  private void heapOf(String what, String why, double limit, Shape shape) {
    work("heap of a counter series, " + what, why).heap(limit, SeriesMemory.figure(shape));
  }
}
