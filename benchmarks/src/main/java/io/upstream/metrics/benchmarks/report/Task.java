package io.upstream.metrics.benchmarks.report;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
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
import org.openjdk.jmh.util.Statistics;

/** A part of a round, measured in processes of its own: benchmarks of JMH, or a probe. */
interface Task {

  /** Measures once and adds the scores. */
  void run(Measured measured) throws IOException, InterruptedException, RunnerException;

  /**
   * Benchmarks of JMH, one process for each combination of parameters.
   *
   * @param label added to the names of the benchmarks, for one that another class path tells apart
   */
  record Jmh(
      String pattern, Consumer<ChainedOptionsBuilder> options, ClassPath classPath, String label)
      implements Task {

    private static final String CLASS_PATH = "java.class.path";

    @Override
    public void run(Measured measured) throws RunnerException {
      ChainedOptionsBuilder builder =
          new OptionsBuilder()
              .include(pattern)
              .forks(1)
              .shouldFailOnError(false) // one that fails is reported as not measured
              .timeout(TimeValue.seconds(60))
              .verbosity(VerboseMode.SILENT)
              .jvmArgsAppend(
                  "-Xms2g", "-Xmx2g", "-Djava.util.logging.config.class=" + Quiet.class.getName())
              .addProfiler(GCProfiler.class);
      options.accept(builder);
      // JMH starts the measured processes with the class path that this process names.
      String own = System.getProperty(CLASS_PATH);
      System.setProperty(CLASS_PATH, classPath.text());
      try {
        for (RunResult result : new Runner(builder.build()).run()) {
          measured.add(name(result.getParams()), score(result));
        }
      } finally {
        System.setProperty(CLASS_PATH, own);
      }
    }

    private static Measured.Score score(RunResult result) {
      Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
      Statistics times = result.getPrimaryResult().getStatistics();
      // Two threads meet less often while other work has one of their processors.
      boolean areTogether = result.getParams().getThreads() > 1;
      return new Measured.Score(
          areTogether ? times.getPercentile(50) : times.getMin(),
          allocated == null ? Double.NaN : allocated.getScore());
    }

    /** The class, the method and the parameters, which tell a benchmark from all others. */
    private String name(BenchmarkParams params) {
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
      return name + label;
    }
  }

  /**
   * A program that prints a line for each figure: a name, a tab and a number.
   *
   * @param label added to the names of the figures, for one that another class path tells apart
   */
  record Probe(Class<?> program, ClassPath classPath, String label, String... arguments)
      implements Task {

    private static final int MOST_SECONDS = 150;
    private static final Pattern FIGURE = Pattern.compile("\\S.*\t[0-9.E]+");

    @Override
    public void run(Measured measured) throws IOException, InterruptedException {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add("-Xmx2g");
      command.add("-Djava.util.logging.config.class=" + Quiet.class.getName());
      command.addAll(List.of("-cp", classPath.text(), program.getName()));
      command.addAll(List.of(arguments));
      Process process = new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
      process.getOutputStream().close();
      // The process cannot block on its output, because the output fits into the pipe.
      if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(program.getName() + " did not end within " + MOST_SECONDS + " s");
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.exitValue() != 0) {
        throw new IOException(program.getName() + " failed: " + output);
      }
      output
          .lines()
          .filter(FIGURE.asMatchPredicate())
          .map(line -> line.replace("\t", label + "\t"))
          .forEach(measured::add);
    }
  }
}
