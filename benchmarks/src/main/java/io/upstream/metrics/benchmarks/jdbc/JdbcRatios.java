package io.upstream.metrics.benchmarks.jdbc;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the JDBC benchmarks in one go and prints how we compare, with the goals beside. */
public final class JdbcRatios {

  private record Cost(double nanos, double bytes) {}

  private JdbcRatios() {}

  public static void main(String[] args) throws RunnerException, CommandLineOptionException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .parent(new CommandLineOptions(args))
                    .include(JdbcBenchmark.class.getName())
                    .addProfiler(GCProfiler.class)
                    .build())
            .run();
    Map<String, Map<Wrapper, Cost>> table = new TreeMap<>();
    for (RunResult result : results) {
      String name = result.getParams().getBenchmark();
      Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
      table
          .computeIfAbsent(
              name.substring(name.lastIndexOf('.') + 1), any -> new EnumMap<>(Wrapper.class))
          .put(
              Wrapper.valueOf(result.getParams().getParam("wrapper")),
              // The least of the iterations: what else the machine did only ever adds.
              new Cost(
                  result.getPrimaryResult().getStatistics().getMin(),
                  allocated == null ? Double.NaN : allocated.getScore()));
    }
    print(table);
  }

  private static void print(Map<String, Map<Wrapper, Cost>> table) {
    System.out.printf(
        "%n| benchmark | wrapper | ns | B | added to raw, ns | of datasource-proxy's |%n");
    System.out.println("|---|---|---:|---:|---:|---:|");
    table.forEach(
        (benchmark, costs) -> {
          Cost raw = costs.get(Wrapper.RAW);
          Cost proxy = costs.get(Wrapper.DATASOURCE_PROXY);
          costs.forEach(
              (wrapper, cost) ->
                  System.out.printf(
                      "| %s | %s | %.1f | %.0f | %.1f | %.3f |%n",
                      benchmark,
                      wrapper,
                      cost.nanos,
                      cost.bytes,
                      raw == null ? Double.NaN : cost.nanos - raw.nanos,
                      proxy == null ? Double.NaN : cost.nanos / proxy.nanos));
        });
    System.out.println("\nGoals: prepareExecuteClose <= 0.35 of datasource-proxy's and <= 200 B;");
    System.out.println("heldStatement 0 B; batchRow <= 0.02 of datasource-proxy's and 0 B;");
    System.out.println("h2PrepareExecuteClose <= 1.25 of raw.");
  }
}
