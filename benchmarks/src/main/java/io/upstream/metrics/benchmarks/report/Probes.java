package io.upstream.metrics.benchmarks.report;

import io.upstream.metrics.benchmarks.guard.GuardPeers;
import io.upstream.metrics.benchmarks.probe.Growth;
import io.upstream.metrics.benchmarks.probe.Histograms;
import io.upstream.metrics.benchmarks.probe.Interference;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What is measured in a Java machine of its own, of 2 GB. */
final class Probes {

  /**
   * How a library bears a number of series.
   *
   * @param heap bytes a series
   * @param record nanoseconds an event where no cache can guess the next
   * @param inOrder nanoseconds an event where the next is most often the same customer's
   * @param page nanoseconds a page
   */
  record Grown(double heap, double record, double inOrder, double page) {}

  /** What stands behind the name of a library whose series have been made customer by customer. */
  static final String TOGETHER = ", together";

  private final Measured measured;
  private final Map<String, Map<Integer, Grown>> growth = new TreeMap<>();
  private double[] interference = {};
  private List<String> guards = List.of();

  Probes(Measured measured) {
    this.measured = measured;
  }

  static String heap(String peer) {
    return "heap of a counter series, " + peer;
  }

  static String histogram(String peer) {
    return "heap of a histogram child, " + peer;
  }

  Map<String, Map<Integer, Grown>> growth() {
    return growth;
  }

  /**
   * Alone p50 and p99; beside pages, beside another recorder's, beside ten a second, p50 and p99
   * each; a page alone, a page beside two who record.
   */
  double[] interference() {
    return interference;
  }

  List<String> guards() {
    return guards;
  }

  void growth(String peer, int... series) throws IOException, InterruptedException {
    for (int many : series) {
      Grown grown = grown(peer, many, figures(Growth.class, peer, Integer.toString(many), "false"));
      if (many == 100_000 && !peer.equals("PREPARED")) {
        measured.add(heap(peer), new Score(grown.heap, Double.NaN));
      }
    }
  }

  /** The same, where each customer's series have been made one after the other. */
  void growthTogether(String peer, int... series) throws IOException, InterruptedException {
    for (int many : series) {
      grown(peer + TOGETHER, many, figures(Growth.class, peer, Integer.toString(many), "true"));
    }
  }

  private Grown grown(String peer, int series, double[] figures) {
    Grown grown = new Grown(figures[0], figures[1], figures[2], figures[3]);
    growth.computeIfAbsent(peer, any -> new TreeMap<>()).put(series, grown);
    return grown;
  }

  void histograms(String... peers) throws IOException, InterruptedException {
    for (String peer : peers) {
      measured.add(histogram(peer), new Score(figures(Histograms.class, peer)[0], Double.NaN));
    }
  }

  void interfere() throws IOException, InterruptedException {
    interference = figures(Interference.class);
  }

  void guard() throws IOException, InterruptedException {
    guards = lines(GuardPeers.class).stream().filter(line -> line.startsWith("|")).toList();
  }

  private static double[] figures(Class<?> probe, String... arguments)
      throws IOException, InterruptedException {
    List<String> lines = lines(probe, arguments);
    String last = lines.get(lines.size() - 1);
    System.out.println(probe.getSimpleName() + " " + String.join(" ", arguments) + ": " + last);
    return Arrays.stream(last.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private static List<String> lines(Class<?> probe, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx2g",
                    "-Djava.util.logging.config.class=" + Quiet.class.getName(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    probe.getName()),
                Arrays.stream(arguments))
            .toList();
    Process process = new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(probe.getName() + " failed: " + output);
    }
    return output.lines().toList();
  }
}
