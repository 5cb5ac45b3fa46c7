package io.upstream.metrics.benchmarks.report;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.benchmarks.guard.GuardPeers;
import io.upstream.metrics.benchmarks.http.Application;
import io.upstream.metrics.benchmarks.http.FilterBenchmark;
import io.upstream.metrics.benchmarks.http.RequestCpu;
import io.upstream.metrics.benchmarks.http.ScrapeBenchmark;
import io.upstream.metrics.benchmarks.jdbc.JdbcBenchmark;
import io.upstream.metrics.benchmarks.page.FixedCostBenchmark;
import io.upstream.metrics.benchmarks.page.PageBenchmark;
import io.upstream.metrics.benchmarks.page.WideFamilyBenchmark;
import io.upstream.metrics.benchmarks.peers.MeasuredLibrary;
import io.upstream.metrics.benchmarks.probe.Growth;
import io.upstream.metrics.benchmarks.probe.Interference;
import io.upstream.metrics.benchmarks.probe.SeriesMemory;
import io.upstream.metrics.benchmarks.record.BuildBenchmark;
import io.upstream.metrics.benchmarks.record.ExemplarBenchmark;
import io.upstream.metrics.benchmarks.record.HistogramBenchmark;
import io.upstream.metrics.benchmarks.record.NativeHistogramBenchmark;
import io.upstream.metrics.benchmarks.record.NewSeriesBenchmark;
import io.upstream.metrics.benchmarks.record.RecordBenchmark;
import io.upstream.metrics.benchmarks.record.TimingBenchmark;
import io.upstream.metrics.jdbc.UpstreamDataSource;
import io.upstream.metrics.servlet.MetricsFilter;
import io.upstream.metrics.spring.MetricsInterceptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * The one command: measures this library beside the others and writes {@code results.tsv}, and from
 * it {@code RESULTS.md}, {@code page.svg} and the tables of the documents.
 *
 * <p>In each of three rounds every benchmark has one process, so that those that are compared were
 * measured close together. A part that is named alone takes the place of its old figures.
 */
public final class Benchmarks {

  /** The numbers of series of {@link Growth}. */
  static final int[] SIZES = {1_000, 36_000, 100_000, 1_000_000};

  private static final int ROUNDS = 3;
  private static final String ALL = "all";

  // This part compares with an old version and runs only on request.
  private static final String BEFORE = "before";

  private final Path module;
  private final boolean quick;
  private final long deadline;
  private final Measured measured = new Measured();
  private final Map<String, List<Task>> parts = new LinkedHashMap<>();
  private final TreeSet<String> failures = new TreeSet<>();

  private Benchmarks(Path module, boolean quick, Duration most) throws IOException {
    this.module = module;
    this.quick = quick;
    this.deadline = System.nanoTime() + most.toNanos();
    define();
  }

  /**
   * Runs.
   *
   * @param arguments the module's directory; the parts, or {@code all}; {@code full} or {@code
   *     quick}, which tries everything once, is not meant to be kept and writes to {@code target};
   *     after how many minutes no further benchmark is started
   */
  public static void main(String[] arguments) throws Exception {
    Path module = Path.of(arguments[0]);
    boolean quick =
        switch (arguments[2]) {
          case "full" -> false;
          case "quick" -> true;
          default -> throw new IllegalArgumentException(arguments[2] + ": full or quick");
        };
    Benchmarks benchmarks =
        new Benchmarks(module, quick, Duration.ofMinutes(Long.parseLong(arguments[3])));
    benchmarks.run(arguments[1]);
  }

  private void run(String names) throws IOException, InterruptedException {
    boolean all = names.equals(ALL);
    List<String> chosen = all ? List.copyOf(parts.keySet()) : List.of(names.split(","));
    if (chosen.contains(BEFORE)) {
      before(part(BEFORE));
    }
    if (!parts.keySet().containsAll(chosen)) {
      throw new IllegalArgumentException(
          names + ": expected all, or some of " + BEFORE + ' ' + parts.keySet());
    }
    long start = System.nanoTime();
    int rounds = quick ? 1 : ROUNDS;
    for (int round = 1; round <= rounds; round++) {
      for (String part : chosen) {
        run(part, "round " + round + " of " + rounds);
      }
      if (round == 1) {
        say("one round took %s; %d take about %s.", since(start), rounds, times(start, rounds));
      }
    }
    long minutes = Math.round((System.nanoTime() - start) / 60e9);
    if (all) {
      describe(minutes);
    } else {
      chosen.forEach(part -> measured.state("part " + part, LocalDate.now() + ""));
    }
    write(all);
    say("%s in all.", since(start));
    ResultsReport report = new ResultsReport(measured);
    say("%s%n%s", report.ratios(row -> true), chosen.contains("memory") ? report.series() : "");
    failures.forEach(failure -> say("FAILED: %s", failure));
    ResultsReport.unmeasured(measured, chosen.size() == parts.size())
        .forEach(missing -> say("NOT MEASURED: %s", missing));
  }

  private void run(String part, String round) throws IOException, InterruptedException {
    long start = System.nanoTime();
    for (Task task : parts.getOrDefault(part, List.of())) {
      if (System.nanoTime() > deadline) {
        failures.add("the time was over before the end of part " + part + ", " + round);
        return;
      }
      try {
        Measured scores = new Measured();
        task.run(scores);
        scores
            .all()
            .forEach(
                (name, rounds) -> {
                  rounds.forEach(score -> measured.add(name, score));
                  say("%s: %s", name, RoundedNumbers.of(scores.value(name)));
                });
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        failures.add(part + ": " + e);
      }
      // Writes the figures so far, in case the run is interrupted.
      measured.write(Files.createDirectories(module.resolve("target")).resolve("measured.tsv"));
    }
    say("%s, %s: %s", round, part, since(start));
  }

  private void write(boolean all) throws IOException {
    Path directory = quick ? module.resolve("target") : module;
    Path file = directory.resolve("results.tsv");
    Measured results = all ? measured : Measured.read(file);
    results.replaceBy(measured);
    results.write(file);
    // Reads them from the file, as the test does.
    results = Measured.read(file);
    ResultDocuments documents = new ResultDocuments(results);
    Files.writeString(directory.resolve("RESULTS.md"), documents.results());
    Files.writeString(directory.resolve("page.svg"), documents.plot());
    if (!quick) {
      documents.mend(module.resolve(".."));
    }
    say("Written to %s", directory.resolve("RESULTS.md"));
  }

  private void describe(long minutes) {
    measured.state("date", LocalDate.now() + "");
    measured.state("minutes", minutes + "");
    measured.state(
        "machine",
        "%d cores (%s), %s, JDK %d"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.arch"),
                System.getProperty("os.name"),
                Runtime.version().feature()));
    ClassPath classPath = ClassPath.own();
    StringBuilder versions = new StringBuilder();
    Map<String, String> peers = new LinkedHashMap<>();
    peers.put("client_java", "prometheus-metrics-core");
    peers.put("Micrometer", "micrometer-registry-prometheus");
    peers.put("OpenTelemetry SDK", "opentelemetry-sdk-metrics");
    peers.put("Spectator", "spectator-api");
    peers.put("Spring", "spring-web");
    peers.put("Spring Boot", "spring-boot");
    peers.put("Tomcat", "tomcat-embed-core");
    peers.put("datasource-proxy", "datasource-proxy");
    peers.put("datasource-micrometer", "datasource-micrometer");
    peers.put("p6spy", "p6spy");
    peers.put("H2", "h2");
    peers.put("JMH", "jmh-core");
    peers.forEach(
        (name, artifact) ->
            versions
                .append(versions.isEmpty() ? "" : ", ")
                .append(name + " " + classPath.version(artifact)));
    measured.state("versions", versions.toString());
  }

  private void define() throws IOException {
    Path oldest = module.resolve("target/client_java-oldest");
    ClassPath old = untraced(ClassPath.own().without("^prometheus-metrics-").with(oldest));
    measured.state("oldest client_java", old.version("prometheus-metrics-core"));
    ClassPath withoutOurs = ClassPath.own().without(MetricsInterceptor.class);

    // The parts that need three rounds least come last, in case the time runs out.
    events(part("events"), old);
    pages(part("pages"), old);
    List<Task> scrapes = part("scrapes");
    // An ordinary page runs more code of more kinds than any other, which takes long to compile.
    Consumer<ChainedOptionsBuilder> ordinary =
        times(8, 500, 8, 150).andThen(with("content", "ORDINARY"));
    scrapes.add(jmh(ScrapeBenchmark.class, "scrape", ordinary));
    scrapes.add(
        jmh(
            ScrapeBenchmark.class,
            "scrape",
            slow().andThen(with("content", "SERIES_36_000", "SERIES_111_000"))));
    scrapes.add(
        new Task.Jmh(
            method(ScrapeBenchmark.class, "scrape"),
            ordinary.andThen(with("server", "ACTUATOR")),
            withoutOurs,
            ""));
    List<Task> growth = part("growth");
    for (int series : SIZES) {
      for (MeasuredLibrary peer :
          List.of(
              MeasuredLibrary.UPSTREAM,
              MeasuredLibrary.CLIENT_JAVA,
              MeasuredLibrary.MICROMETER,
              MeasuredLibrary.PREPARED)) {
        // A large page of Micrometer takes minutes.
        if ((peer != MeasuredLibrary.MICROMETER || series <= 100_000)
            && (!quick || series <= 36_000)) {
          growth.add(probe(Growth.class, peer.name(), series + ""));
        }
      }
    }
    List<Task> boot = part("boot");
    boot.add(probe(RequestCpu.class));
    ClassPath withoutActuator =
        ClassPath.own()
            .without(
                "^spring-boot-(actuator|health|starter-actuator|micrometer|starter-micrometer)")
            .without("^micrometer-(core|jakarta9|registry|tracing)");
    boot.add(start("upstream", classPath -> withoutActuator));
    boot.add(start("actuator", Benchmarks::withoutOurs));
    boot.add(start("bare", classPath -> withoutOurs(withoutActuator)));
    jdbc(part("jdbc"));
    part("interference").add(probe(Interference.class));
    part("guard").add(new Task.Probe(GuardPeers.class, ClassPath.own(), ""));
    List<Task> memory = part("memory");
    for (SeriesMemory.Shape shape : SeriesMemory.Shape.values()) {
      memory.add(probe(SeriesMemory.class, shape.name(), Integer.MAX_VALUE + ""));
    }
  }

  /** Measures the storage before it was replaced, and what it is now, one after the other. */
  private void before(List<Task> tasks) throws IOException, InterruptedException {
    ClassPath old = EarlierCore.in(untraced(), module);
    for (int series : StorageTable.SIZES) {
      for (MeasuredLibrary peer :
          List.of(
              MeasuredLibrary.UPSTREAM, MeasuredLibrary.CLIENT_JAVA, MeasuredLibrary.PREPARED)) {
        if (!quick || series <= 36_000) {
          compared(
              tasks, old, Growth.class, peer == MeasuredLibrary.UPSTREAM, peer.name(), series + "");
        }
      }
    }
    for (Consumer<ChainedOptionsBuilder> some : List.of(fast(), fast().andThen(threads(2)))) {
      compared(tasks, old, HistogramBenchmark.class, "(clientJava|adders)", "upstream", some);
    }
    compared(
        tasks,
        old,
        RecordBenchmark.class,
        "neighbours(ClientJava|LongAdder)",
        "neighboursUpstream",
        fast().andThen(threads(2)));
    tasks.add(
        new Task.Jmh(
            method(TimingBenchmark.class, "clockTwice"), fast(), untraced(), StorageTable.NOW));
    tasks.add(
        new Task.Jmh(
            method(NewSeriesBenchmark.class, "create"),
            slow().andThen(with("peer", "CLIENT_JAVA")),
            untraced(),
            StorageTable.NOW));
    compared(
        tasks,
        old,
        NewSeriesBenchmark.class,
        "",
        "create",
        slow().andThen(with("peer", "UPSTREAM")));
    compared(
        tasks,
        old,
        RecordBenchmark.class,
        "(clientJava|clientJavaBound|longAdder)",
        "(upstream|upstreamForCustomer|upstreamOwnFamily|upstreamOwnFamilyBound)",
        fast().andThen(with("customers", "1000")));
    compared(tasks, old, FixedCostBenchmark.class, "", "page", slow());
    compared(tasks, old, WideFamilyBenchmark.class, "", "buildAndFirstPage", slow());
    for (SeriesMemory.Shape shape : StorageTable.SHAPES) {
      compared(
          tasks, old, SeriesMemory.class, true, shape.name(), StorageTable.customers(shape) + "");
    }
    for (SeriesMemory.Shape shape :
        List.of(SeriesMemory.Shape.CLIENT_JAVA, SeriesMemory.Shape.CLIENT_JAVA_HISTOGRAM)) {
      compared(
          tasks, old, SeriesMemory.class, false, shape.name(), StorageTable.customers(shape) + "");
    }
  }

  /** Adds benchmarks of others, and one of ours with both versions. */
  private static void compared(
      List<Task> tasks,
      ClassPath old,
      Class<?> benchmark,
      String theirs,
      String ours,
      Consumer<ChainedOptionsBuilder> options) {
    if (!theirs.isEmpty()) {
      tasks.add(new Task.Jmh(method(benchmark, theirs), options, untraced(), StorageTable.NOW));
    }
    tasks.add(new Task.Jmh(method(benchmark, ours), options, old, StorageTable.BEFORE));
    tasks.add(new Task.Jmh(method(benchmark, ours), options, untraced(), StorageTable.NOW));
  }

  private static void compared(
      List<Task> tasks, ClassPath old, Class<?> program, boolean ours, String... arguments) {
    if (ours) {
      tasks.add(new Task.Probe(program, old, StorageTable.BEFORE, arguments));
    }
    tasks.add(new Task.Probe(program, untraced(), StorageTable.NOW, arguments));
  }

  private static ClassPath withoutOurs(ClassPath classPath) {
    return classPath.without(
        UpstreamRecorder.class,
        MetricsFilter.class,
        UpstreamDataSource.class,
        MetricsInterceptor.class);
  }

  private void events(List<Task> tasks, ClassPath old) {
    Consumer<ChainedOptionsBuilder> some = fast().andThen(with("customers", "1000"));
    String compared = "(upstream|clientJava|micrometer)";
    tasks.add(jmh(RecordBenchmark.class, "(upstream.*|clientJava.*|micrometer.*|longAdder)", some));
    tasks.add(traced(RecordBenchmark.class, "openTelemetry.*", some));
    tasks.add(new Task.Jmh(method(RecordBenchmark.class, "clientJava.*"), some, old, Rows.OLDEST));
    tasks.add(jmh(RecordBenchmark.class, compared, some.andThen(threads(2))));
    tasks.add(traced(RecordBenchmark.class, "openTelemetry", some.andThen(threads(2))));
    Consumer<ChainedOptionsBuilder> many = fast().andThen(with("customers", "3000"));
    tasks.add(jmh(RecordBenchmark.class, compared, many));
    tasks.add(traced(RecordBenchmark.class, "openTelemetry", many));
    tasks.add(jmh(RecordBenchmark.class, "neighbours.*", fast().andThen(threads(2))));
    tasks.add(jmh(TimingBenchmark.class, ".*", fast()));
    tasks.add(traced(ExemplarBenchmark.class, ".*", fast()));
    tasks.add(jmh(HistogramBenchmark.class, ".*", fast()));
    tasks.add(jmh(HistogramBenchmark.class, ".*", fast().andThen(threads(2))));
    tasks.add(jmh(NativeHistogramBenchmark.class, ".*", fast()));
    tasks.add(jmh(NativeHistogramBenchmark.class, ".*", fast().andThen(threads(2))));
    tasks.add(jmh(NewSeriesBenchmark.class, ".*", slow()));
    tasks.add(jmh(BuildBenchmark.class, ".*", fast()));
    tasks.add(jmh(FilterBenchmark.class, ".*", fast()));
  }

  private void pages(List<Task> tasks, ClassPath old) {
    Consumer<ChainedOptionsBuilder> text = slow().andThen(with("format", "TEXT"));
    tasks.add(
        jmh(PageBenchmark.class, "page", slow().andThen(with("format", "TEXT", "OPENMETRICS"))));
    tasks.add(
        jmh(
            PageBenchmark.class,
            "page",
            slow()
                .andThen(with("format", "PROTOBUF"))
                .andThen(with("peer", "UPSTREAM", "CLIENT_JAVA"))));
    tasks.add(
        new Task.Jmh(
            method(PageBenchmark.class, "page"),
            text.andThen(with("peer", "CLIENT_JAVA")),
            old,
            Rows.OLDEST));
    tasks.add(
        jmh(
            PageBenchmark.class,
            "page",
            text.andThen(with("peer", "MICROMETER")).andThen(with("content", "SERIES_36_000"))));
    tasks.add(
        jmh(
            PageBenchmark.class,
            "page",
            text.andThen(with("peer", "UPSTREAM", "CLIENT_JAVA_CATALOGUE"))
                .andThen(with("content", "ONE_EVENT"))));
    tasks.add(jmh(WideFamilyBenchmark.class, ".*", slow()));
  }

  private void jdbc(List<Task> tasks) {
    tasks.add(
        jmh(
            JdbcBenchmark.class,
            "prepareExecuteClose",
            fast()
                .andThen(
                    with(
                        "wrapper",
                        "UPSTREAM",
                        "DATASOURCE_PROXY",
                        "DATASOURCE_MICROMETER",
                        "P6SPY"))));
    tasks.add(
        jmh(JdbcBenchmark.class, "heldStatement", fast().andThen(with("wrapper", "UPSTREAM"))));
    tasks.add(
        jmh(
            JdbcBenchmark.class,
            "batchRow",
            fast().andThen(with("wrapper", "UPSTREAM", "DATASOURCE_PROXY"))));
    tasks.add(
        jmh(
            JdbcBenchmark.class,
            "h2PrepareExecuteClose",
            fast().andThen(with("wrapper", "UPSTREAM", "RAW"))));
  }

  /** Returns the name of the CPU time of a Boot application's start. */
  static String start(String kind) {
    return "Start " + kind;
  }

  private static Task start(String kind, UnaryOperator<ClassPath> classPath) {
    return new Task.Probe(Application.class, classPath.apply(ClassPath.own()), "", start(kind));
  }

  private List<Task> part(String name) {
    return parts.computeIfAbsent(name, any -> new ArrayList<>());
  }

  private static Task probe(Class<?> program, String... arguments) {
    return new Task.Probe(program, untraced(), "", arguments);
  }

  private static Task jmh(
      Class<?> benchmark, String methods, Consumer<ChainedOptionsBuilder> options) {
    return new Task.Jmh(method(benchmark, methods), options, untraced(), "");
  }

  private static Task traced(
      Class<?> benchmark, String methods, Consumer<ChainedOptionsBuilder> options) {
    return new Task.Jmh(method(benchmark, methods), options, ClassPath.own(), "");
  }

  /** Returns the class path of a service without a tracer: where there is one, all ask it. */
  private static ClassPath untraced() {
    return untraced(ClassPath.own());
  }

  private static ClassPath untraced(ClassPath classPath) {
    return classPath.without("^prometheus-metrics-tracer-otel");
  }

  private static String method(Class<?> benchmark, String methods) {
    return benchmark.getName().replace(".", "\\.") + "\\." + methods + "$";
  }

  /** Operations of nanoseconds. */
  private Consumer<ChainedOptionsBuilder> fast() {
    return times(6, 200, 12, 50);
  }

  /** Operations of milliseconds, of which few fit into an iteration. */
  private Consumer<ChainedOptionsBuilder> slow() {
    return times(4, 400, 8, 100);
  }

  private Consumer<ChainedOptionsBuilder> times(
      int warmups, int warmupMillis, int iterations, int millis) {
    return options ->
        options
            .warmupIterations(quick ? 1 : warmups)
            .warmupTime(TimeValue.milliseconds(quick ? 20 : warmupMillis))
            .measurementIterations(quick ? 1 : iterations)
            .measurementTime(TimeValue.milliseconds(quick ? 20 : millis));
  }

  private static Consumer<ChainedOptionsBuilder> with(String parameter, String... values) {
    return options -> options.param(parameter, values);
  }

  private static Consumer<ChainedOptionsBuilder> threads(int threads) {
    return options -> options.threads(threads);
  }

  private static String since(long start) {
    return times(start, 1);
  }

  private static String times(long start, int times) {
    Duration time = Duration.ofNanos((System.nanoTime() - start) * times);
    return "%d:%02d minutes".formatted(time.toMinutes(), time.toSecondsPart());
  }

  private static void say(String format, Object... arguments) {
    System.out.println(format.formatted(arguments));
  }
}
