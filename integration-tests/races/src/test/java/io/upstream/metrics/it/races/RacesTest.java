package io.upstream.metrics.it.races;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.runners.TestList;

/**
 * Runs jcstress over the classes named {@code ..Races} and reads its results: every test has run,
 * and nothing was seen that is declared forbidden, except in those that are faulty on purpose.
 *
 * <p>Two threads each, for jcstress schedules no test with more threads than there are cores.
 */
class RacesTest {

  private static final Set<String> FAULTY =
      Set.of(
          BrokenOnPurpose.class.getName(),
          "io.upstream.metrics.series.row.GrowthRaces.LostMove",
          "io.upstream.metrics.series.row.GrowthRaces.EarlyPublication",
          "io.upstream.metrics.series.row.GrowthRaces.PlaceLeftOpen");
  private static final String ALL =
      "io\\.upstream\\.metrics\\..*Races\\..*|" + Pattern.quote(BrokenOnPurpose.class.getName());

  // As a JVM compiles by itself, a small heap and short rounds: a fork costs more than what it
  // does.
  private static final List<String> QUICKLY =
      List.of(
          "-m",
          "quick",
          "-sc",
          "false",
          "-jvmArgs",
          "-XX:+TieredCompilation",
          "-fsm",
          "0",
          "-hs",
          "64",
          "-iters",
          "3",
          "-time",
          "100");

  // Each thread's code interpreted or compiled by either compiler, in all pairs, and with the
  // compiler's own order of things shuffled: 14 forks for each test.
  private static final List<String> THOROUGHLY =
      List.of("-m", "default", "-fsm", "1", "-time", "300");

  @Tag("full")
  @Test
  void a_quick_run_finds_only_planted_races() throws Exception {
    check("quick", 15, QUICKLY);
  }

  @Tag("long")
  @Test
  void the_same_however_it_is_compiled() throws Exception {
    check("long", 240, THOROUGHLY);
  }

  private static void check(String name, int minutes, List<String> how) throws Exception {
    Run run = new Run(name, minutes, how);
    Set<String> seen =
        run.forbidden().stream()
            .map(each -> each.substring(0, each.indexOf(": ")))
            .collect(Collectors.toSet());
    assertThat(seen).as("%s: each fault is seen, and no other", run.forbidden()).isEqualTo(FAULTY);
    assertThat(run.failed())
        .allMatch(failed -> FAULTY.contains(failed.substring(0, failed.indexOf(": "))));
    assertThat(run.withSamples()).isEqualTo(run.selected()).hasSizeGreaterThan(30);
    System.out.printf(
        "%d races in %d forks, %,d samples, %,d at least in each fork, forbidden 0;"
            + " and %d faults on purpose, each seen%n",
        run.withSamples().size() - FAULTY.size(),
        run.results.size(),
        run.results.stream().mapToLong(TestResult::getTotalCount).sum(),
        run.results.stream().mapToLong(TestResult::getTotalCount).min().orElseThrow(),
        FAULTY.size());
  }

  /** A run of jcstress in a process of its own, which starts more. */
  private static final class Run {

    private final Path log;
    private final Collection<TestResult> results;

    Run(String name, int minutes, List<String> how) throws Exception {
      Path directory = Path.of("target", "races", name).toAbsolutePath();
      clear(directory);
      this.log = directory.resolve("log.txt");
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add("-Djava.io.tmpdir=" + directory);
      command.addAll(
          List.of("-cp", System.getProperty("java.class.path"), Unbiased.class.getName()));
      command.addAll(List.of("-t", ALL));
      command.addAll(how);
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      try {
        assertThat(process.waitFor(minutes, TimeUnit.MINUTES)).as("it ends, see " + log).isTrue();
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
      this.results = read(directory);
    }

    private static void clear(Path directory) throws IOException {
      Files.createDirectories(directory);
      for (File file : directory.toFile().listFiles(File::isFile)) {
        Files.delete(file.toPath());
      }
    }

    private static Collection<TestResult> read(Path directory) throws Exception {
      InProcessCollector collector = new InProcessCollector();
      try (Stream<Path> files = Files.list(directory)) {
        Path written =
            files
                .filter(file -> file.getFileName().toString().matches("jcstress-results.*\\.gz"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no results in " + directory));
        DiskReadCollector reader = new DiskReadCollector(written.toString(), collector);
        reader.dump();
        reader.close();
      }
      return collector.getTestResults();
    }

    Set<String> selected() {
      return TestList.tests().stream()
          .filter(test -> test.matches(ALL))
          .collect(Collectors.toCollection(TreeSet::new));
    }

    Set<String> withSamples() {
      return results.stream()
          .filter(result -> result.status() == Status.NORMAL && result.getTotalCount() > 0)
          .map(TestResult::getName)
          .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Those that saw something forbidden, with what they saw. */
    Set<String> forbidden() {
      return results.stream()
          .flatMap(
              result ->
                  result.grading().gradingResults.values().stream()
                      .filter(seen -> seen.expect == Expect.FORBIDDEN && seen.count > 0)
                      .map(seen -> result.getName() + ": " + seen.id + ", " + seen.description))
          .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Those that came to no result, or to none that is good, with what they said. */
    Set<String> failed() {
      return results.stream()
          .filter(result -> result.status() != Status.NORMAL || !result.grading().isPassed)
          .map(result -> result.getName() + ": " + result.status() + " " + result.getMessages())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
