package io.upstream.metrics.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs benchmarks of JMH, each in a Java machine of its own, several times over.
 *
 * <p>In each round everybody has one turn, so that whoever is compared was measured close together;
 * what a round cannot tell apart from the machine's moods, the spread of the rounds shows.
 */
final class Rounds {

  private final List<Consumer<ChainedOptionsBuilder>> groups = new ArrayList<>();

  /** Adds benchmarks. */
  void add(String pattern, int threads, Consumer<ChainedOptionsBuilder> options) {
    groups.add(
        builder -> {
          builder.include(pattern).threads(threads);
          options.accept(builder);
        });
  }

  void run(int rounds, Measured measured) throws RunnerException {
    for (int round = 1; round <= rounds; round++) {
      for (Consumer<ChainedOptionsBuilder> group : groups) {
        run(group, measured, "round " + round + " of " + rounds);
      }
    }
  }

  private static void run(Consumer<ChainedOptionsBuilder> group, Measured measured, String progress)
      throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .forks(1)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .jvmArgsAppend(
                "-Xms3g", "-Xmx3g", "-Djava.util.logging.config.class=" + Quiet.class.getName())
            .addProfiler(GCProfiler.class);
    group.accept(options);
    for (RunResult result : new Runner(options.build()).run()) {
      String name = name(result.getParams());
      Score score = score(result);
      measured.add(name, score);
      System.out.printf(
          "%s: %s %s ns, %s%n",
          progress, name, Numbers.of(score.nanos()), Numbers.bytes(score.bytes()));
    }
  }

  static TimeValue millis(int millis) {
    return TimeValue.milliseconds(millis);
  }

  private static Score score(RunResult result) {
    Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
    return new Score(
        result.getPrimaryResult().getStatistics().getMin(),
        allocated == null ? Double.NaN : allocated.getScore());
  }

  /** The class, the method and the parameters, which tell a benchmark from all others. */
  private static String name(BenchmarkParams params) {
    String benchmark = params.getBenchmark();
    int method = benchmark.lastIndexOf('.');
    StringBuilder name =
        new StringBuilder(benchmark.substring(benchmark.lastIndexOf('.', method - 1) + 1));
    TreeMap<String, String> values = new TreeMap<>();
    params.getParamsKeys().forEach(key -> values.put(key, params.getParam(key)));
    if (params.getThreads() > 1) {
      values.put("threads", Integer.toString(params.getThreads()));
    }
    values.forEach((key, value) -> name.append(' ').append(key).append('=').append(value));
    return name.toString();
  }
}
