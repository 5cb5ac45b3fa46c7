package io.upstream.metrics.benchmarks.report;

import io.upstream.metrics.benchmarks.http.FilterBenchmark;
import io.upstream.metrics.benchmarks.http.ScrapeBenchmark;
import io.upstream.metrics.benchmarks.jdbc.JdbcBenchmark;
import io.upstream.metrics.benchmarks.page.PageBenchmark;
import io.upstream.metrics.benchmarks.record.BuildBenchmark;
import io.upstream.metrics.benchmarks.record.ExemplarBenchmark;
import io.upstream.metrics.benchmarks.record.HistogramLayoutBenchmark;
import io.upstream.metrics.benchmarks.record.RecordBenchmark;
import io.upstream.metrics.benchmarks.record.TimingBenchmark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/**
 * The one command: measures everything, us and the others side by side, and writes what came out.
 *
 * <p>{@code full} takes a quarter of an hour and writes {@code RESULTS.md} and {@code page.svg}
 * into the directory given. {@code short} takes two minutes, leaves out what is not read every day,
 * and is not meant to be kept.
 */
public final class Benchmarks {

  private final Measured measured = new Measured();
  private final Probes probes = new Probes(measured);

  private Benchmarks() {}

  /** The mode and the module's directory. */
  public static void main(String[] arguments) throws Exception {
    boolean full =
        switch (arguments[0]) {
          case "full" -> true;
          case "short" -> false;
          default -> throw new IllegalArgumentException(arguments[0] + ": full or short");
        };
    Path module = Path.of(arguments[1]);
    Path directory = full ? module : Files.createDirectories(module.resolve("target"));
    Benchmarks benchmarks = new Benchmarks();
    long start = System.nanoTime();
    if (full) {
      benchmarks.full();
    } else {
      benchmarks.brief();
    }
    long minutes = Math.round((System.nanoTime() - start) / 60e9);
    Report report = new Report(benchmarks.measured, benchmarks.probes, full, minutes);
    Files.writeString(directory.resolve("RESULTS.md"), report.text());
    if (full) {
      Files.writeString(directory.resolve("page.svg"), Plot.of(benchmarks.probes.growth()));
    }
    System.out.println(report.table());
    System.out.println("Written to " + directory.resolve("RESULTS.md"));
  }

  private void full() throws RunnerException, IOException, InterruptedException {
    probes.growth("UPSTREAM", 1_000, 10_000, 100_000, 1_000_000);
    probes.growthTogether("UPSTREAM", 100_000, 1_000_000);
    probes.growth("CLIENT_JAVA", 1_000, 10_000, 100_000, 1_000_000);
    probes.growth("MICROMETER", 1_000, 10_000, 100_000);
    probes.growth("PREPARED", 1_000, 10_000, 100_000, 1_000_000);
    probes.histograms("UPSTREAM", "CLIENT_JAVA", "CLIENT_JAVA_DEFAULTS", "MICROMETER");
    probes.interfere();
    probes.guard();

    Consumer<ChainedOptionsBuilder> quick = times(8, 250, 20, 50);
    Consumer<ChainedOptionsBuilder> slow = times(5, 500, 10, 100);
    Rounds rounds = new Rounds();
    rounds.add(of(RecordBenchmark.class), 1, quick.andThen(with("customers", "1000")));
    String compared = "\\.(upstream|clientJava|micrometer|openTelemetry)$";
    rounds.add(
        RecordBenchmark.class.getName() + compared, 2, quick.andThen(with("customers", "1000")));
    rounds.add(
        RecordBenchmark.class.getName() + compared, 1, quick.andThen(with("customers", "3000")));
    rounds.add(of(TimingBenchmark.class), 1, quick);
    rounds.add(of(ExemplarBenchmark.class), 1, quick);
    rounds.add(of(BuildBenchmark.class), 1, quick);
    rounds.add(of(FilterBenchmark.class), 1, quick);
    rounds.add(
        of(PageBenchmark.class),
        1,
        slow.andThen(with("peer", "UPSTREAM", "CLIENT_JAVA", "PREPARED")));
    rounds.add(
        of(PageBenchmark.class),
        1,
        slow.andThen(with("peer", "UPSTREAM", "CLIENT_JAVA"))
            .andThen(with("customers", "1000"))
            .andThen(with("format", "PROTOBUF")));
    rounds.add(of(ScrapeBenchmark.class), 1, slow);
    rounds.run(2, measured);

    Rounds once = new Rounds();
    once.add(
        of(PageBenchmark.class),
        1,
        slow.andThen(with("peer", "MICROMETER"))
            .andThen(with("customers", "1000"))
            .andThen(with("format", "TEXT")));
    once.add(of(JdbcBenchmark.class), 1, times(8, 200, 20, 40));
    once.add(of(HistogramLayoutBenchmark.class), 1, quick);
    once.add(
        HistogramLayoutBenchmark.class.getName() + "\\.(layout.*|upstream|clientJava)$",
        2,
        quick.andThen(with("bounds", "8")));
    once.run(1, measured);
  }

  private void brief() throws RunnerException, IOException, InterruptedException {
    probes.growth("UPSTREAM", 100_000);
    probes.growth("CLIENT_JAVA", 100_000);
    Consumer<ChainedOptionsBuilder> quick = times(4, 200, 10, 50);
    Consumer<ChainedOptionsBuilder> slow = times(3, 400, 5, 100);
    Rounds rounds = new Rounds();
    rounds.add(
        RecordBenchmark.class.getName()
            + "\\.(upstream|upstreamForCustomer|upstreamOverBudget|upstreamOwnFamily.*|clientJava"
            + "|micrometer|openTelemetry|longAdder)$",
        1,
        quick.andThen(with("customers", "1000")));
    rounds.add(TimingBenchmark.class.getName() + "\\.(upstream|clientJava)$", 1, quick);
    rounds.add(of(BuildBenchmark.class), 1, quick);
    rounds.add(of(FilterBenchmark.class), 1, quick.andThen(with("kind", "UPSTREAM", "SPRING")));
    rounds.add(
        of(PageBenchmark.class),
        1,
        slow.andThen(with("peer", "UPSTREAM", "CLIENT_JAVA", "PREPARED"))
            .andThen(with("customers", "1000"))
            .andThen(with("format", "TEXT")));
    rounds.add(of(ScrapeBenchmark.class), 1, slow.andThen(with("customers", "1000")));
    rounds.add(
        JdbcBenchmark.class.getName() + "\\.prepareExecuteClose$",
        1,
        quick.andThen(with("wrapper", "UPSTREAM", "DATASOURCE_PROXY")));
    rounds.run(1, measured);
  }

  private static String of(Class<?> benchmark) {
    return benchmark.getName() + "\\.";
  }

  private static Consumer<ChainedOptionsBuilder> times(
      int warmups, int warmupMillis, int iterations, int millis) {
    return options ->
        options
            .warmupIterations(warmups)
            .warmupTime(Rounds.millis(warmupMillis))
            .measurementIterations(iterations)
            .measurementTime(Rounds.millis(millis));
  }

  private static Consumer<ChainedOptionsBuilder> with(String parameter, String... values) {
    return options -> options.param(parameter, values);
  }
}
