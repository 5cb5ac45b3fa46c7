package io.upstream.metrics.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One target searched by Jazzer, in a JVM of its own. */
final class Search {

  // What the library does with one input takes milliseconds; what hangs, hangs longer than this.
  private static final int SECONDS_FOR_ONE_INPUT = 60;
  private static final int SHORT = 60;
  private static final int MINUTES_TO_START_AND_STOP = 5;
  private static final Pattern DONE =
      Pattern.compile("#(\\d+)\\s+DONE\\s+cov: (\\d+) ft: (\\d+) corp: (\\d+)/");
  private static final Pattern INSTRUMENTED = Pattern.compile("INFO: Instrumented (\\S+) \\(took");

  private final Target target;
  private final Path output;

  Search(Target target) {
    this.target = target;
    this.output = target.output();
  }

  /**
   * What a search came to.
   *
   * @param runs inputs that were tried, those of the corpus included
   * @param edges places in the code that they reached
   * @param features the same, and how often
   * @param kept inputs that are worth keeping
   * @param added those of them that the corpus has not
   */
  record Figures(
      Target target, int seconds, long runs, long edges, long features, int kept, int added) {

    static final String HEADER =
        """
        | target | seconds | inputs tried | edges | features | inputs kept | of them new | findings |
        |---|---|---|---|---|---|---|---|
        """;

    String row() {
      return "| %s | %d | %,d | %,d | %,d | %,d | %,d | 0 |\n"
          .formatted(target, seconds, runs, edges, features, kept, added);
    }
  }

  /**
   * Searches for some seconds; a finding fails, and so does a search that did not take place. On a
   * machine that is too busy to try more than the corpus in this time it searches longer.
   */
  Figures run(int seconds) throws IOException, InterruptedException {
    int seeds = Corpus.of(target).inputs().size();
    Figures figures = search(seconds);
    for (int longer = seconds * 3; figures.runs() <= seeds + 50; longer *= 3) {
      assertThat(longer).as("seconds in which %s goes beyond its corpus", target).isLessThan(1_000);
      figures = search(longer);
    }
    return figures;
  }

  private Figures search(int seconds) throws IOException, InterruptedException {
    clear(output);
    Path found = Files.createDirectories(output.resolve("corpus"));
    Files.createDirectories(sample());
    Corpus corpus = Corpus.of(target);
    corpus.unpack(seeds());
    int exit =
        jazzer(
            seconds + 60 * MINUTES_TO_START_AND_STOP,
            List.of(
                "-max_total_time=" + seconds,
                // A short search is part of every build, and goes the same way each time as far as
                // the clock lets it: what is new is for the long one to find.
                "-seed=" + (seconds <= SHORT ? 1 : 0),
                "-timeout=" + SECONDS_FOR_ONE_INPUT,
                "-print_final_stats=1",
                "-artifact_prefix=" + output + "/",
                found.toString(),
                seeds().toString()));
    String log = log();
    assertThat(exit).as(() -> finding(log)).isZero();

    Matcher done = DONE.matcher(log);
    assertThat(done.find()).as("%s: no figures at the end of%n%s", target, log).isTrue();
    Figures figures =
        new Figures(
            target,
            seconds,
            Long.parseLong(done.group(1)),
            Long.parseLong(done.group(2)),
            Long.parseLong(done.group(3)),
            Integer.parseInt(done.group(4)),
            Target.files(found).size());
    assertThat(INSTRUMENTED.matcher(log).results().map(each -> each.group(1)))
        .as("what %s searches is instrumented", target)
        .contains(target.subject);
    assertThat(figures.edges()).as("%s has reached what it searches", target).isGreaterThan(100);
    return figures;
  }

  /** Adds to the corpus what a search has found and the corpus does not reach. */
  void merge() throws IOException, InterruptedException {
    Corpus corpus = Corpus.of(target);
    corpus.unpack(seeds());
    int exit =
        jazzer(
            60 * MINUTES_TO_START_AND_STOP,
            List.of(
                "-merge=1",
                "-use_counters=0", // one input for a place is enough to keep
                seeds().toString(),
                output.resolve("corpus").toString()));
    assertThat(exit).as(this::logUnchecked).isZero();
    corpus.add(seeds());
  }

  /** Returns the directory of the corpus with a file for each input, as Jazzer wants it. */
  private Path seeds() {
    return output.resolve("seeds");
  }

  /** Inputs of the search from now and then, whether they were worth keeping or not. */
  Path sample() {
    return output.resolve("sample");
  }

  /** All that the search has left for others to look at. */
  List<byte[]> inputs() throws IOException {
    List<Path> files = new ArrayList<>(Target.files(output.resolve("corpus")));
    files.addAll(Target.files(sample()));
    List<byte[]> inputs = new ArrayList<>();
    for (Path file : files) {
      inputs.add(Files.readAllBytes(file));
    }
    return inputs;
  }

  private int jazzer(int mostSeconds, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Dfuzz.sample=" + sample(),
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.type.getName(),
                "--instrumentation_includes=io.upstream.metrics.**",
                // Without a word on every comparison: scanners compare each character, and are many
                // times faster so. What comparisons would tell, the corpus has.
                "--trace=cov",
                // Coverage is of what is searched, not of who searches.
                "--instrumentation_excludes=io.upstream.metrics.fuzz.**:" + target.type.getName(),
                // Second readers need no hints.
                "--custom_hook_excludes=com.**:org.**:inet.**:net.**:io.prometheus.**",
                "--reproducer_path=" + output));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .directory(output.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.resolve("log.txt").toFile())
            .start();
    try {
      assertThat(process.waitFor(mostSeconds, TimeUnit.SECONDS))
          .as("%s ends by itself; its log is %s", target, output.resolve("log.txt"))
          .isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private String log() throws IOException {
    // Inputs are part of it, whatever bytes they have.
    return Files.readString(output.resolve("log.txt"), StandardCharsets.ISO_8859_1);
  }

  private String logUnchecked() {
    try {
      return log();
    } catch (IOException e) {
      return e.toString();
    }
  }

  private String finding(String log) {
    int from = Math.max(log.indexOf("== Java Exception"), log.indexOf("ERROR: libFuzzer"));
    String trace = from < 0 ? log.substring(Math.max(0, log.length() - 4000)) : log.substring(from);
    StringBuilder text = new StringBuilder(target + ": a finding, see " + output + "\n");
    for (Path file : Target.files(output)) {
      if (file.getFileName().toString().matches("(?:crash|timeout|oom)-.*")) {
        text.append("the input is ").append(file).append("\nAdd this line to the corpus of ");
        text.append(target).append("; ReplayTest then fails until the defect is fixed:\n");
        text.append(file.getFileName()).append('\t').append(contents(file)).append('\n');
      }
    }
    return text.append(trace, 0, Math.min(trace.length(), 6000)).toString();
  }

  private static String contents(Path file) {
    try {
      return Corpus.encode(Files.readAllBytes(file));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static void clear(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> all = Files.walk(directory)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    Files.createDirectories(directory);
  }
}
