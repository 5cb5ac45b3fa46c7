package io.upstream.metrics.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Searches every target for input that breaks a promise; what the writer wrote meanwhile is read by
 * others.
 *
 * <p>{@code -Dfuzz.seconds=60} sets another time for each target, {@code -Dfuzz.targets=sql,writer}
 * chooses some, and {@code -Dfuzz.merge=true} adds what was found to the corpus.
 */
class SearchTest {

  // As many as the build asks of a machine; each target is one busy thread.
  private static final int AT_ONCE = 2;

  @Test
  @Tag("full")
  void a_search_of_seconds_finds_nothing() throws Exception {
    search(Integer.parseInt(seconds("8")));
  }

  @Test
  @Tag("long")
  void ten_minutes_of_search_find_nothing() throws Exception {
    search(Integer.parseInt(seconds("600")));
  }

  private static String seconds(String standard) {
    String set = System.getProperty("fuzz.seconds", "");
    return set.isBlank() ? standard : set;
  }

  private static void search(int seconds) throws Exception {
    List<Search.Figures> figures = new ArrayList<>();
    List<Throwable> findings = new ArrayList<>();
    ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<Search.Figures>> running = new ArrayList<>();
      for (Target target : Target.chosen()) {
        running.add(pool.submit(() -> new Search(target).run(seconds)));
      }
      for (Future<Search.Figures> each : running) {
        try {
          figures.add(each.get());
        } catch (ExecutionException e) {
          findings.add(e.getCause()); // the others go on: one finding hides no other
        }
      }
    } finally {
      pool.shutdownNow();
    }
    report(figures);
    for (Throwable finding : findings) {
      throw new AssertionError(findings.size() + " of the targets failed; the first:", finding);
    }
    for (Search.Figures each : figures) {
      if (each.target() == Target.WRITER) {
        OtherReaders.Figures read = OtherReaders.read(new Search(Target.WRITER).inputs());
        assertThat(read.pages()).isGreaterThan(50);
        System.out.println(read);
      }
      if (Boolean.getBoolean("fuzz.merge")) {
        new Search(each.target()).merge();
      }
    }
  }

  /** Prints a table, and keeps it where the next long run can be compared with it. */
  private static void report(List<Search.Figures> figures)
      throws IOException, InterruptedException {
    StringBuilder table = new StringBuilder();
    table.append(LocalDate.now(ZoneOffset.UTC)).append(", commit ").append(commit());
    table.append(", JDK ").append(Runtime.version().feature()).append("\n\n");
    table.append(Search.Figures.HEADER);
    figures.forEach(each -> table.append(each.row()));
    Files.writeString(Path.of("target", "fuzz", "report.md"), table);
    System.out.println(table);
  }

  private static String commit() throws IOException, InterruptedException {
    try {
      Process git =
          new ProcessBuilder("git", "rev-parse", "--short", "HEAD")
              .redirectErrorStream(true)
              .start();
      String said = new String(git.getInputStream().readAllBytes(), UTF_8).strip();
      return git.waitFor() == 0 ? said : "unknown";
    } catch (IOException noGit) {
      return "unknown";
    }
  }
}
