package io.upstream.metrics.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.upstream.metrics.testing.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a process holds on to, as the operating system and the JDK's own tools see it.
 *
 * @param requests that had come until then
 * @param series on the page
 * @param liveBytes of objects that a full collection left
 * @param threads but for the JVM's own compilers and collectors, which come and go as it likes
 * @param files open descriptors
 * @param heap by class, the largest first
 */
record Vitals(
    long requests, long series, long liveBytes, int threads, int files, List<String> heap) {

  static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
  static final Path PROC = Path.of("/proc/self/fd");

  private static final int CLASSES_SHOWN = 25;
  private static final Pattern TOTAL = Pattern.compile("^Total +\\d+ +(\\d+)$", Pattern.MULTILINE);
  private static final Pattern OWN_OF_THE_JVM = Pattern.compile("C[12] Compiler.*|G1 .*|GC .*");

  /**
   * Takes them when the application has closed the connections whose clients are gone, which takes
   * it a moment.
   */
  static Vitals of(AppProcess app, int filesExpected) throws Exception {
    Path proc = Path.of("/proc", String.valueOf(app.process.pid()));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (files(app) > filesExpected && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(50_000_000);
    }
    // The histogram collects, too; only the second time, what is held softly is out of use.
    jcmd(app.process, "GC.run");
    String histogram = jcmd(app.process, "GC.class_histogram");
    Matcher total = TOTAL.matcher(histogram);
    if (!total.find()) {
      throw new IOException("jcmd said:\n" + histogram);
    }
    return new Vitals(
        RequestCounterValve.read(app).values().stream().mapToLong(count -> count).sum(),
        app.page().series(),
        Long.parseLong(total.group(1)),
        threads(proc),
        files(app),
        histogram.lines().limit(CLASSES_SHOWN).toList());
  }

  private static String jcmd(Process process, String command) throws Exception {
    Process jcmd =
        new ProcessBuilder(JCMD.toString(), String.valueOf(process.pid()), command)
            .redirectErrorStream(true)
            .start();
    try {
      return new String(jcmd.getInputStream().readAllBytes(), UTF_8);
    } finally {
      Programs.end(jcmd);
    }
  }

  static int files(AppProcess app) throws IOException {
    try (Stream<Path> descriptors =
        Files.list(Path.of("/proc", String.valueOf(app.process.pid()), "fd"))) {
      return (int) descriptors.count();
    }
  }

  private static int threads(Path proc) throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> tasks = Files.list(proc.resolve("task"))) {
      for (Path task : tasks.toList()) {
        try {
          names.add(Files.readString(task.resolve("comm"), UTF_8).strip());
        } catch (NoSuchFileException ended) {
          // Between the list and the look.
        }
      }
    }
    return (int) names.stream().filter(name -> !OWN_OF_THE_JVM.matcher(name).matches()).count();
  }
}
